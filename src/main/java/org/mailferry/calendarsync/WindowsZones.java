package org.mailferry.calendarsync;

import java.time.ZoneId;
import java.util.Optional;

/** What Microsoft calls the world's time zones. */
public interface WindowsZones {
    /**
     * The zone of a Windows id, a Windows display name, an IANA id, or what else Microsoft's programs write in its place; empty when
     * nobody knows it. Its rules of past years may differ from Windows', which often has only today's.
     */
    Optional<ZoneId> zone(String microsoft);

    /** The Windows id of a zone; empty for one that Windows has no name for. */
    Optional<String> windowsId(ZoneId zone);
}
