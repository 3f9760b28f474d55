package org.mailferry.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedactionTest {
    @ParameterizedTest @ValueSource(strings = {"password: canary", "ds389_manager_user_password = \"canary &!%\"", "PASSWORD=canary", "\"userPassword\": \"canary\"", "ldapsearch -D cn=x -w canary -b dc=x",
        "ldapsearch -w 'canary two' -b", "Authorization: Bearer canary.canary", "access_token=canary&x=1", "amqp://user:canary@host/", "ConvertTo-SecureString 'ca''canary' -AsPlainText", "auth_jwt_key: canary",
        "-----BEGIN RSA PRIVATE KEY-----\ncanary\n-----END RSA PRIVATE KEY-----", "-----BEGIN PRIVATE KEY-----\ncanary", "userPassword:: canary=="})
    void hidesWhatFollowsASecretsName(String text) {
        assertThat(Redaction.of(text)).doesNotContain("canary").contains("•••");
    }

    @Test void leavesEvidenceAlone() {
        String table = "psn-mail_dovecot  1/1\nDomainType : InternalRelay\nhost1 : ok=12 changed=3 unreachable=0 failed=0\nMaxConnectionsPerUser : 1000\ndocker ps -qf name=ldap\n";
        assertThat(Redaction.of(table)).isEqualTo(table);
    }
}
