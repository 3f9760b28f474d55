package org.mailferry.calendarsync.ews;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.mailferry.calendarsync.CalendarCollection;
import org.mailferry.calendarsync.CalendarStore;
import org.mailferry.calendarsync.CalendarStoreContract;

class EwsCalendarStoreTest extends CalendarStoreContract {
    private static ExchangeLab lab;
    private static CalendarStore store;

    @BeforeAll static void start() {
        lab = new ExchangeLab();
        store = lab.open();
    }

    @AfterAll static void stop() {
        lab.close();
    }

    @AfterEach void nobodyIsEverTold() {
        assertThat(lab.exchange.invitations()).isEmpty();
    }

    @Override protected CalendarStore store() {
        return store;
    }

    @Override protected void putByAnotherProgram(String id, String text) {
        throw new UnsupportedOperationException("Exchange gives items their ids");
    }

    @Override protected String placedByAnotherProgram(CalendarCollection calendar, String text) {
        String mime = Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
        return lab.mailbox.folderWithId(calendar.id()).orElseThrow().put("<t:CalendarItem><t:MimeContent CharacterSet=\"UTF-8\">" + mime + "</t:MimeContent></t:CalendarItem>").id();
    }

    @Override protected boolean keepsEveryLine() {
        return false;
    }

    @Override protected boolean tellsByItself() {
        return false;
    }

    @Override protected void nobodyWasTold() {
        assertThat(lab.exchange.invitations()).isEmpty();
    }
}
