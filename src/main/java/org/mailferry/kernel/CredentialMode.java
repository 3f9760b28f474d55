package org.mailferry.kernel;

/** How a mailbox is opened (T22, V87–V89). */
public enum CredentialMode {
    /** The mailbox's own login and password. */
    OWN_PASSWORD,
    /** {@code LOGIN mailbox*master}: Dovecot's master user; the separator is {@code *}. */
    MASTER_USER,
    /** SASL PLAIN with the mailbox as authorization identity and the service account as authentication identity (RFC 4616). */
    AUTHORIZATION_IDENTITY,
    /** {@code LOGIN domain/service/alias}: an Exchange delegate with Full Access. */
    EXCHANGE_DELEGATE
}
