package org.mailferry.calendarsync.ews;

/** A request as it is sent. Times without an offset are UTC's. */
final class Envelope {
    private Envelope() {}

    static String around(String operation, EwsLogin login) {
        String impersonation = login.account().service()
            ? "<t:ExchangeImpersonation><t:ConnectingSID>" + Xml.element("SmtpAddress", login.mailbox()) + "</t:ConnectingSID></t:ExchangeImpersonation>" : "";
        return "<?xml version=\"1.0\" encoding=\"utf-8\"?><s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\""
            + " xmlns:t=\"http://schemas.microsoft.com/exchange/services/2006/types\" xmlns:m=\"http://schemas.microsoft.com/exchange/services/2006/messages\">"
            + "<s:Header><t:RequestServerVersion Version=\"Exchange2013\"/>" + impersonation
            + "<t:TimeZoneContext><t:TimeZoneDefinition Id=\"UTC\"/></t:TimeZoneContext></s:Header><s:Body>" + operation + "</s:Body></s:Envelope>";
    }
}
