package org.mailferry.target;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.mailferry.audit.CheckResult;
import org.mailferry.audit.CheckResult.Status;

class PastedValuesTest {
    private static final String DOMAINS = "\r\nDomainName : corp.test\r\nDomainType : InternalRelay\r\n\r\nDomainName : virt.corp.test\r\nDomainType : Authoritative\r\n";

    @Test void eachExpectationIsAskedOfItsRecord() {
        assertThat(judge(DOMAINS, "DomainName = corp.test => DomainType = InternalRelay").status()).isEqualTo(Status.GREEN);
        CheckResult other = judge(DOMAINS, "DomainName = virt.corp.test => DomainType = InternalRelay");
        assertThat(other.status()).isEqualTo(Status.RED);
        assertThat(other.text()).contains("domaintype is 'Authoritative', expected is domaintype = InternalRelay");
    }

    @Test void aRecordThatIsNotThereIsRed() {
        assertThat(judge(DOMAINS, "DomainName = other.test => DomainType = InternalRelay").text()).contains("Nothing in the output has domainname = other.test");
        assertThat(judge("", "DomainType = InternalRelay").status()).isEqualTo(Status.RED);
    }

    @Test void numbersAreComparedAsNumbers() {
        assertThat(judge("cpus = 10", "cpus >= 4").status()).isEqualTo(Status.GREEN);
        assertThat(judge("cpus = 3", "cpus >= 4").status()).isEqualTo(Status.RED);
        assertThat(judge("cpus = ", "cpus >= 4").status()).isEqualTo(Status.RED);
        assertThat(judge("cpus = many", "cpus >= 4").status()).isEqualTo(Status.RED);
    }

    @Test void oneWrongServerOfManyIsRed() {
        assertThat(judge("host = a\ncpus = 8\nhost = b\ncpus = 2\n", "cpus >= 4").text()).contains("cpus is '2'");
    }

    @Test void repeatedNamesBeginANewRecord() {
        assertThat(judge("Name : A\nPort : 25\nName : B\nPort : 1025", "Name = B => Port = 1025").status()).isEqualTo(Status.GREEN);
        assertThat(judge("Name : A\nPort : 1025\nName : B\nPort : 25", "Name = B => Port = 1025").status()).isEqualTo(Status.RED);
    }

    @Test void theCommandItselfInThePasteIsNoValue() {
        assertThat(judge("[PS] C:\\>Get-ImapSettings | Format-List MaxConnectionsPerUser\nMaxConnectionsPerUser : 16", "MaxConnectionsPerUser >= 1000").status()).isEqualTo(Status.RED);
    }

    @Test void nothingExpectedIsNoProof() {
        assertThat(new PastedValues().judge("a = b", List.of()).status()).isEqualTo(Status.RED);
    }

    private static CheckResult judge(String pasted, String... expected) {
        return new PastedValues().judge(pasted, List.of(expected));
    }
}
