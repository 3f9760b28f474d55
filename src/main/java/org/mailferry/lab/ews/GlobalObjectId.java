package org.mailferry.lab.ews;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Set;

/** PidLidGlobalObjectId and PidLidCleanGlobalObjectId from a UID, [MS-OXCICAL] §2.1.3.1.1.20.26. */
final class GlobalObjectId {
    private static final String PREFIX = "040000008200E00074C5B7101A82E008";
    private static final Set<String> FIELDS = Set.of(EwsFields.extended("meeting", 3, "binary"), EwsFields.extended("meeting", 0x23, "binary"));

    private GlobalObjectId() {}

    static boolean is(String field) {
        return FIELDS.contains(field);
    }

    static Node property(String field, String uid) {
        int id = field.contains(":35:") ? 0x23 : 3;
        return Node.of("t:ExtendedProperty", Node.of("t:ExtendedFieldURI").at("DistinguishedPropertySetId", "Meeting").at("PropertyId", id)
            .at("PropertyType", "Binary"), Node.text("t:Value", Base64.getEncoder().encodeToString(bytes(uid))));
    }

    private static byte[] bytes(String uid) {
        if (uid.length() >= 82 && uid.length() % 2 == 0 && uid.regionMatches(true, 0, PREFIX, 0, PREFIX.length()) && uid.matches("[0-9A-Fa-f]+")) {
            return HexFormat.of().parseHex(uid);
        }
        byte[] text = uid.getBytes(StandardCharsets.UTF_8);
        ByteBuffer bytes = ByteBuffer.allocate(16 + 4 + 8 + 8 + 4 + 12 + text.length + 1).order(ByteOrder.LITTLE_ENDIAN);
        bytes.put(HexFormat.of().parseHex(PREFIX)).position(36);
        bytes.putInt(12 + text.length + 1).put("vCal-Uid".getBytes(StandardCharsets.US_ASCII)).putInt(1).put(text).put((byte) 0);
        return bytes.array();
    }
}
