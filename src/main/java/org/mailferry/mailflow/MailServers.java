package org.mailferry.mailflow;

import java.util.List;
import java.util.Optional;
import org.mailferry.kernel.MailEndpoint;

/**
 * The mail servers on both sides.
 *
 * @param guidePorts what the target's guide wants open on the target's host, with the row that says so; empty for other targets
 */
public record MailServers(MailEndpoint sourceImap, Optional<MailEndpoint> sourceSmtp, MailEndpoint targetImap, Optional<MailEndpoint> targetSmtp,
                          Optional<GuidePorts> guidePorts) {
    public record GuidePorts(String row, List<Integer> ports) {
        /** N51. A MyOffice server has no 1993; that is the port of VK's service collectors (V91). */
        public static final GuidePorts MYOFFICE = new GuidePorts("N51", List.of(80, 143, 443, 636, 25, 587, 465, 993));
        public static final GuidePorts VK = new GuidePorts("V26", List.of(25, 465, 2525, 143, 993, 1993));
    }
}
