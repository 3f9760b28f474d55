package org.mailferry.calendarsync;

import java.util.Optional;
import java.util.function.Supplier;

/**
 * A file or an item that hangs on an event.
 *
 * @param item true: another Exchange item, which has no bytes of its own
 * @param sizeBytes as the server counts it, which may be more than the file has
 * @param bytes fetches the file when it is asked, each time anew; throws {@link org.mailferry.kernel.MigrationException}
 */
public record ExchangeAttachment(String name, String contentType, Optional<String> contentId, boolean inline, boolean item, long sizeBytes,
                                 Supplier<byte[]> bytes) {}
