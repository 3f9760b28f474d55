package org.mailferry.kernel;

/** How a mailbox is opened (T22, V87–V89). */
public enum CredentialMode {
    /** The mailbox's own login and password. */
    OWN_PASSWORD,
    /** {@code LOGIN mailbox*master}: a master user as Dovecot knows it; other servers write another separator. */
    MASTER_USER,
    /** SASL PLAIN with the mailbox as authorization identity and the service account as authentication identity (RFC 4616). */
    AUTHORIZATION_IDENTITY,
    /** {@code LOGIN domain/service/alias}: an Exchange delegate with Full Access. */
    EXCHANGE_DELEGATE,
    /**
     * The mailbox's login and an OAuth 2.0 access token in place of a password, by SASL XOAUTH2 or OAUTHBEARER (RFC 7628). The token
     * is looked up at each login, so that another tool may refresh it meanwhile.
     */
    XOAUTH2;

    /** Somebody else than the mailbox's owner logs in. */
    public boolean needsServiceLogin() {
        return this == MASTER_USER || this == AUTHORIZATION_IDENTITY || this == EXCHANGE_DELEGATE;
    }
}
