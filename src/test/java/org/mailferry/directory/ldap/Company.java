package org.mailferry.directory.ldap;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.mailferry.realserver.SlapdServer;

/** A directory with every kind of entry, and more people than the size limit of the servers under test. */
final class Company {
    static final int PEOPLE = 250;
    static final int LISTS = 130;

    static final String LDIF = SlapdServer.base() + """
        dn: cn=Анна Иванова,ou=people,dc=corp,dc=test
        objectClass: person
        objectClass: inetOrgPerson
        objectClass: user
        cn: Анна Иванова
        sn: Иванова
        sAMAccountName: Anna.Ivanova
        userAccountControl: 512
        mail: anna@corp.test
        proxyAddresses: smtp:a.ivanova@corp.test
        proxyAddresses: SMTP:anna@corp.test
        proxyAddresses: smtp:info@corp.test
        proxyAddresses: smtp:no address
        proxyAddresses: x500:/o=Corp/cn=anna
        proxyAddresses: sip:anna@corp.test
        msExchRecipientTypeDetails: 1

        dn: uid=retired,ou=people,dc=corp,dc=test
        objectClass: inetOrgPerson
        uid: retired
        cn: retired
        sn: retired
        mail: retired@corp.test
        pwdAccountLockedTime: 000001010000Z

        dn: uid=mistyped,ou=people,dc=corp,dc=test
        objectClass: inetOrgPerson
        uid: mistyped
        givenName: Mis
        cn: mistyped
        sn: Typed
        mail: mistyped@corp.test
        createTimestamp: 20260302103000Z
        pwdAccountLockedTime: 20260301120000Z

        dn: cn=boris,ou=people,dc=corp,dc=test
        objectClass: inetOrgPerson
        objectClass: user
        cn: boris
        sn: boris
        sAMAccountName: boris
        userAccountControl: 66048
        proxyAddresses: smtp:b@corp.test
        proxyAddresses: SMTP:boris@corp.test

        dn: cn=left,ou=people,dc=corp,dc=test
        objectClass: inetOrgPerson
        objectClass: user
        cn: left
        sn: left
        sAMAccountName: left
        userAccountControl: 514
        mail: left@corp.test

        dn: uid=locked,ou=people,dc=corp,dc=test
        objectClass: inetOrgPerson
        objectClass: user
        uid: locked
        cn: locked
        sn: locked
        nsAccountLock: TRUE
        mail: locked@corp.test

        """ + mailbox("sales", "sales@corp.test", 4) + mailbox("room1", "room1@corp.test", 16) + mailbox("HealthMailbox0", "HealthMailbox0@corp.test", 1)
        + mailbox("SystemMailbox{1}", "SystemMailbox{1}@corp.test", 1) + mailbox("arbitration", "arbitration@corp.test", 8_388_608)
        + """
        dn: cn=pc1,ou=people,dc=corp,dc=test
        objectClass: inetOrgPerson
        objectClass: user
        objectClass: computer
        cn: pc1
        sn: pc1
        sAMAccountName: pc1
        mail: pc1@corp.test

        """
        + """
        dn: ou=branch,dc=corp,dc=test
        objectClass: referral
        objectClass: extensibleObject
        ou: branch
        ref: ldap://127.0.0.1:9/ou=branch,dc=corp,dc=test

        dn: ou=lists,dc=corp,dc=test
        objectClass: organizationalUnit
        ou: lists

        dn: cn=staff,ou=lists,dc=corp,dc=test
        objectClass: groupOfNames
        objectClass: group
        cn: staff
        displayName: All staff
        mail: staff@corp.test
        proxyAddresses: SMTP:staff@corp.test
        proxyAddresses: smtp:everybody@corp.test
        member: cn=user2,ou=people,dc=corp,dc=test
        member: cn=team,ou=lists,dc=corp,dc=test
        member: cn=nobody,ou=people,dc=corp,dc=test

        dn: cn=team,ou=lists,dc=corp,dc=test
        objectClass: groupOfNames
        objectClass: group
        cn: team
        member: cn=user1,ou=people,dc=corp,dc=test
        member: cn=left,ou=people,dc=corp,dc=test
        member: cn=staff,ou=lists,dc=corp,dc=test

        """
        + IntStream.range(0, LISTS).mapToObj(index -> """
            dn: cn=list%1$d,ou=lists,dc=corp,dc=test
            objectClass: groupOfNames
            objectClass: group
            cn: list%1$d
            mail: list%1$d@corp.test
            member: cn=user%1$d,ou=people,dc=corp,dc=test

            """.formatted(index)).collect(Collectors.joining())
        + IntStream.range(0, PEOPLE).mapToObj(index -> mailbox("user" + index, "user" + index + "@corp.test", 1)).collect(Collectors.joining());

    private Company() {}

    private static String mailbox(String login, String mail, long recipientType) {
        return """
            dn: cn=%1$s,ou=people,dc=corp,dc=test
            objectClass: person
            objectClass: inetOrgPerson
            objectClass: user
            cn: %1$s
            sn: %1$s
            sAMAccountName: %1$s
            mail: %2$s
            msExchRecipientTypeDetails: %3$d

            """.formatted(login, mail, recipientType);
    }
}
