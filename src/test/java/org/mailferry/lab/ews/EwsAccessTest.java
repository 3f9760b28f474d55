package org.mailferry.lab.ews;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.Authenticator;
import java.net.HttpURLConnection;
import java.net.PasswordAuthentication;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.mailferry.kernel.Secret;

/** Who gets in, for whom, and what happens when the server does not want to. */
class EwsAccessTest {
    private static final String ROOT = "<m:GetFolder><m:FolderShape><t:BaseShape>Default</t:BaseShape></m:FolderShape><m:FolderIds><t:DistinguishedFolderId Id=\"calendar\"/></m:FolderIds></m:GetFolder>";
    private final EwsSimulator ews = new EwsSimulator(Clock.systemUTC()).addImpersonatingLogin("svc", Secret.of("pass")).addLogin("ivanov", Secret.of("own"), "ivanov@corp.test").start();
    private final EwsMailbox ivanov = ews.addMailbox("ivanov@corp.test", "Иванов Иван");

    @AfterEach void stop() {
        ews.close();
    }

    @Test void aServiceActsForOthersAndAPersonForNobodyElse() {
        ews.addMailbox("petrov@corp.test", "Петров");
        assertThat(new EwsTalk(ews, "svc:pass", "ivanov@corp.test").code(ROOT)).isEqualTo("NoError");
        assertThat(new EwsTalk(ews, "ivanov:own", "").code(ROOT)).isEqualTo("NoError");
        assertThat(new EwsTalk(ews, "ivanov:own", "petrov@corp.test").faultCode(ROOT)).isEqualTo("ErrorImpersonateUserDenied");
        assertThat(new EwsTalk(ews, "svc:pass", "nobody@corp.test").faultCode(ROOT)).isEqualTo("ErrorNonExistentMailbox");
        assertThat(new EwsTalk(ews, "svc:pass", "").faultCode(ROOT)).isEqualTo("ErrorNonExistentMailbox");
        assertThat(new EwsTalk(ews, "svc:wrong", "ivanov@corp.test").send(ROOT).statusCode()).isEqualTo(401);
        assertThat(ews.calls()).hasSize(5).first().isEqualTo(new EwsCall("GetFolder", "svc", "ivanov@corp.test", 1, ews.calls().iterator().next().bytes()));
    }

    @Test void aMailboxInTroubleFailsAsAWhole() {
        EwsTalk talk = new EwsTalk(ews, "svc:pass", "ivanov@corp.test");
        ivanov.trouble("ErrorMailboxMoveInProgress");
        assertThat(talk.faultCode(ROOT)).isEqualTo("ErrorMailboxMoveInProgress");
        ivanov.trouble("");
        assertThat(talk.code(ROOT)).isEqualTo("NoError");
    }

    @Test void theServerIntroducesItself() {
        assertThat(new EwsTalk(ews, "svc:pass", "ivanov@corp.test").send(ROOT).body()).contains("<t:ServerVersionInfo MajorVersion=\"15\"", "Version=\"V2_23\"");
    }

    @Test void aBusyServerSaysForHowLong() {
        EwsTalk talk = new EwsTalk(ews, "svc:pass", "ivanov@corp.test");
        ews.faults().atCall(2, EwsFault.busy(Duration.ofSeconds(90)));
        ews.faults().atCall(3, EwsFault.busyMessage(Duration.ofSeconds(5)));
        assertThat(talk.code(ROOT)).isEqualTo("NoError");
        Node detail = talk.fault(ROOT).find("x:detail").orElseThrow();
        assertThat(detail.value("e:ResponseCode")).isEqualTo("ErrorServerBusy");
        assertThat(detail.value("t:MessageXml", "t:Value")).isEqualTo("90000");
        assertThat(detail.find("t:MessageXml", "t:Value").orElseThrow().attribute("Name")).isEqualTo("BackOffMilliseconds");
        Node message = talk.message(ROOT);
        assertThat(message.attribute("ResponseClass") + message.value("m:ResponseCode") + message.value("m:MessageXml", "t:Value")).isEqualTo("ErrorErrorServerBusy5000");
        assertThat(talk.code(ROOT)).isEqualTo("NoError");
    }

    @Test void aLostAnswerWasCarriedOut() {
        EwsTalk talk = new EwsTalk(ews, "svc:pass", "ivanov@corp.test");
        String create = "<m:CreateItem SendMeetingInvitations=\"SendToNone\"><m:Items><t:CalendarItem><t:Subject>x</t:Subject></t:CalendarItem></m:Items></m:CreateItem>";
        ews.faults().next("CreateItem", EwsFault.lostAnswer());
        assertThatThrownBy(() -> talk.send(create)).hasCauseInstanceOf(IOException.class);
        ews.faults().next("CreateItem", EwsFault.cutAnswer());
        assertThatThrownBy(() -> talk.send(create)).hasCauseInstanceOf(IOException.class);
        ews.faults().next("CreateItem", EwsFault.http(503));
        assertThat(talk.send(create).statusCode()).isEqualTo(503);
        ews.faults().next("CreateItem", EwsFault.error("ErrorInternalServerTransientError"));
        assertThat(talk.faultCode(create)).isEqualTo("ErrorInternalServerTransientError");
        assertThat(ivanov.calendar().items()).hasSize(2);
        assertThat(ews.calls("CreateItem")).isEqualTo(4);
    }

    @Test void whatXmlForbidsComesAsAReference() {
        EwsTalk talk = new EwsTalk(ews, "svc:pass", "ivanov@corp.test");
        EwsItem item = ivanov.calendar().put(EwsEvent.titled("a\u001bb"));
        String body = talk.send(EwsTalk.get(EwsTalk.id(item), "item:Subject")).body();
        assertThat(body).contains("a&#x1B;b");
        assertThatThrownBy(() -> NodeReader.read(body.getBytes(UTF_8))).isInstanceOf(EwsError.class);
        assertThat(talk.faultCode("<m:GetFolder>&#x1B;</m:GetFolder>")).isEqualTo("ErrorSchemaValidation");
        assertThat(talk.faultCode("<m:EmptyFolder/>")).isEqualTo("ErrorInvalidRequest");
    }

    @Test void aRequestThatTheSchemaDoesNotKnowIsRefused() {
        EwsTalk talk = new EwsTalk(ews, "svc:pass", "ivanov@corp.test");
        String create = "<m:CreateItem SendMeetingInvitations=\"%s\"><m:Items><t:CalendarItem>%s</t:CalendarItem></m:Items></m:CreateItem>";
        assertThat(talk.faultCode(create.formatted("SendToNone", "<t:Location>a</t:Location><t:Subject>x</t:Subject>"))).isEqualTo("ErrorSchemaValidation");
        assertThat(talk.faultCode(create.formatted("SendToNone", "<t:Colour>red</t:Colour>"))).isEqualTo("ErrorSchemaValidation");
        assertThat(talk.faultCode(create.formatted("SendToNone", "<t:Sensitivity>Secret</t:Sensitivity>"))).isEqualTo("ErrorSchemaValidation");
        assertThat(talk.faultCode(create.formatted("None", "<t:Subject>x</t:Subject>"))).isEqualTo("ErrorSchemaValidation");
        assertThat(ivanov.calendar().items()).isEmpty();
        assertThat(talk.code(create.formatted("SendToNone", "<t:Subject>x</t:Subject><t:Location>a</t:Location>"))).isEqualTo("NoError");
    }

    @Test void theZonesOfTheServerAreTold() {
        Node answer = new EwsTalk(ews, "svc:pass", "").message("<m:GetServerTimeZones ReturnFullTimeZoneData=\"true\"><m:Ids><t:Id>W. Europe Standard Time</t:Id></m:Ids></m:GetServerTimeZones>");
        Node zone = answer.find("m:TimeZoneDefinitions").orElseThrow().first();
        assertThat(zone.attribute("Id")).isEqualTo("W. Europe Standard Time");
        assertThat(zone.find("t:Periods").orElseThrow().children()).extracting(period -> period.attribute("Bias")).containsExactlyInAnyOrder("PT-1H", "PT-2H");
        assertThat(zone.find("t:TransitionsGroups", "t:TransitionsGroup").orElseThrow().children()).hasSize(2)
            .allMatch(transition -> transition.value("t:Occurrence").equals("-1") && transition.value("t:DayOfWeek").equals("Sunday"));
    }

    /** The JDK's own client proves NTLM. */
    @Test void ntlmIsProvedByThePassword() throws IOException {
        ews.ntlmOnly();
        assertThat(new EwsTalk(ews, "svc:pass", "ivanov@corp.test").send(ROOT).statusCode()).as("Basic is not offered").isEqualTo(401);
        assertThat(ntlm("svc", "wrong")).isEqualTo(401);
        assertThat(ntlm("svc", "pass")).isEqualTo(405);
        assertThat(ntlm("nobody", "pass")).isEqualTo(401);
    }

    private int ntlm(String login, String password) throws IOException {
        HttpURLConnection connection = (HttpURLConnection) URI.create(ews.url()).toURL().openConnection();
        connection.setAuthenticator(new Authenticator() {
            @Override protected PasswordAuthentication getPasswordAuthentication() {
                return new PasswordAuthentication(login, password.toCharArray());
            }
        });
        try {
            return connection.getResponseCode();
        } finally {
            connection.disconnect();
        }
    }

    @Test void md4IsThatOfTheRfc() {
        assertThat(HexFormat.of().formatHex(Md4.digest(new byte[0]))).isEqualTo("31d6cfe0d16ae931b73c59d7e0c089c0");
        assertThat(HexFormat.of().formatHex(Md4.digest("abc".getBytes(UTF_8)))).isEqualTo("a448017aaf21d8525fc10ae87aa6729d");
        assertThat(HexFormat.of().formatHex(Md4.digest("12345678901234567890123456789012345678901234567890123456789012345678901234567890".getBytes(UTF_8))))
            .isEqualTo("e33b4ddc9c38f2199c3e7b164fcc0536");
    }
}
