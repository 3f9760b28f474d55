package org.mailferry.calendarsync;

import org.mailferry.calendarsync.exchange.ExchangeSettings;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

/** The conversions of the running tool, for tests of those who use them. */
public final class ItemConversions {
    private static final AnnotationConfigApplicationContext BEANS = new AnnotationConfigApplicationContext(
        bean("exchange.ExchangeConversion"), bean("exchange.SilentItemFields"), bean("ical.Ical4jValidator"), bean("ical.Ical4jExpansion"),
        bean("ical.IcuWindowsZones"), Settings.class);

    @EnableConfigurationProperties(ExchangeSettings.class)
    static class Settings {}

    private ItemConversions() {}

    private static Class<?> bean(String name) {
        try {
            return Class.forName("org.mailferry.calendarsync." + name);
        } catch (ClassNotFoundException missing) {
            throw new AssertionError(missing);
        }
    }

    public static ItemConversion toCalendar() {
        return BEANS.getBean(ItemConversion.class);
    }

    /** For people in Moscow. */
    public static EventFields toExchange() {
        return BEANS.getBean(EventFields.class);
    }

    public static InstanceExpansion expansion() {
        return BEANS.getBean(InstanceExpansion.class);
    }

    public static ItemValidator validator() {
        return BEANS.getBean(ItemValidator.class);
    }
}
