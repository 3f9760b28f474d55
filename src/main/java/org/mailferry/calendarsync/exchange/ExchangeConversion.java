package org.mailferry.calendarsync.exchange;

import java.util.Optional;
import org.mailferry.calendarsync.CalendarPolicy;
import org.mailferry.calendarsync.ContentLines;
import org.mailferry.calendarsync.ExchangeItem;
import org.mailferry.calendarsync.ItemConversion;
import org.mailferry.calendarsync.ItemValidator;
import org.mailferry.calendarsync.WindowsZones;
import org.mailferry.kernel.MigrationException;
import org.springframework.stereotype.Component;

/** The server's rendering repaired; where that is no use, an item made of the properties alone. */
@Component
final class ExchangeConversion implements ItemConversion {
    private final WindowsZones zones;
    private final ItemValidator validator;

    ExchangeConversion(WindowsZones zones, ItemValidator validator) {
        this.zones = zones;
        this.validator = validator;
    }

    @Override public Converted convert(ExchangeItem item, CalendarPolicy policy) {
        Rendering rendering = item.mime().map(Rendering::of).orElse(Rendering.NONE);
        Remarks remarks = new Remarks();
        if (rendering.master().isEmpty()) {
            return fromProperties(item, policy, item.mime().isEmpty() ? "the server rendered none" : "it holds no event");
        }
        ContentLines lines = new Assembly(item, rendering, zones, policy, remarks).lines();
        Optional<String> fault = validator.fault(lines);
        return fault.isEmpty() ? new Converted(lines, remarks.list()) : fromProperties(item, policy, fault.get());
    }

    private Converted fromProperties(ExchangeItem item, CalendarPolicy policy, String why) {
        Remarks remarks = new Remarks();
        remarks.add("The server's own text of it could not be used (" + why + "), so that only what EWS tells of it was carried");
        ContentLines lines = new Assembly(item, Rendering.NONE, zones, policy, remarks).lines();
        validator.fault(lines).ifPresent(fault -> {
            throw MigrationException.permanent("'" + item.event().content().subject() + "' of " + item.event().times().start()
                + " could not be made an item that calendar programs read: " + fault);
        });
        return new Converted(lines, remarks.list());
    }
}
