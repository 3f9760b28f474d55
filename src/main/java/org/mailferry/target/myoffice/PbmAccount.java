package org.mailferry.target.myoffice;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.mailferry.kernel.EmailAddress;
import org.mailferry.target.DesiredAccount;

/** A desired account in PBM's words: the form that makes it, and what separates an existing user from it. Pure. */
record PbmAccount(DesiredAccount desired) {
    private static final String ORDINARY_USER = "2";

    /** The fields of {@code PUT} without the password. The state is explicit, because its default keeps the user out (P21). */
    Map<String, String> form() {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("employeeNumber", ORDINARY_USER);
        // Required by the guide's table 2, left out in its example; the address itself satisfies both readings.
        form.put("mailAlternateAddress", desired.address().text());
        form.put("cn", desired.givenName());
        form.put("sn", desired.familyName());
        form.put("inetUserStatus", PbmUser.OPEN);
        if (!desired.aliases().isEmpty()) {
            form.put("alias", desired.aliases().stream().map(EmailAddress::text).collect(Collectors.joining(",")));
        }
        desired.quotaBytes().ifPresent(bytes -> form.put("quota", Long.toString(bytes)));
        return form;
    }

    /** What has to be set on the user to make it as desired; nothing is ever taken away. */
    List<PbmPatch> missingOn(PbmUser user) {
        List<PbmPatch> changes = new ArrayList<>();
        if (!desired.givenName().isBlank() && !desired.givenName().equals(user.givenName())) {
            changes.add(PbmPatch.replace("cn", desired.givenName()));
        }
        if (!desired.familyName().isBlank() && !desired.familyName().equals(user.familyName())) {
            changes.add(PbmPatch.replace("sn", desired.familyName()));
        }
        desired.aliases().stream().filter(alias -> !user.aliases().contains(alias))
            .forEach(alias -> changes.add(PbmPatch.addAlias(alias.text())));
        desired.quotaBytes().filter(bytes -> !shows(user, bytes))
            .ifPresent(bytes -> changes.add(PbmPatch.replace("quota", Long.toString(bytes))));
        if (!user.status().equals(PbmUser.OPEN)) {
            changes.add(PbmPatch.status(PbmUser.OPEN));
        }
        return changes;
    }

    /** One of these changes, for people. */
    String text(PbmUser user, PbmPatch change) {
        return switch (change.field()) {
            case "cn" -> "given name '" + user.givenName() + "' becomes '" + change.value() + "'";
            case "sn" -> "family name '" + user.familyName() + "' becomes '" + change.value() + "'";
            case "alias" -> "alias " + change.value() + " is added";
            case "quota" -> "quota " + (user.quotaKilobytes().isPresent() ? size(user.quotaKilobytes().getAsLong()) : "unknown") + " becomes "
                + size(Long.parseLong(change.value()) / 1_024);
            default -> "it is opened, its status was " + user.status();
        };
    }

    /** Of a new account, for people. */
    String text() {
        return desired.givenName() + " " + desired.familyName()
            + (desired.aliases().isEmpty() ? "" : ", aliases " + desired.aliases().stream().map(EmailAddress::text).collect(Collectors.joining(", ")))
            + desired.quotaBytes().map(bytes -> ", quota " + size(bytes / 1_024)).orElse("");
    }

    /** In the largest unit that shows it exactly. */
    private static String size(long kilobytes) {
        return kilobytes > 0 && kilobytes % (1 << 20) == 0 ? (kilobytes >> 20) + " GB"
            : kilobytes > 0 && kilobytes % 1_024 == 0 ? (kilobytes >> 10) + " MB" : kilobytes + " KB";
    }

    /** The guide does not say how kilobytes are rounded, so both neighbours are right. */
    private static boolean shows(PbmUser user, long bytes) {
        return user.quotaKilobytes().isPresent() && Math.abs(user.quotaKilobytes().getAsLong() - bytes / 1_024.0) < 1;
    }
}
