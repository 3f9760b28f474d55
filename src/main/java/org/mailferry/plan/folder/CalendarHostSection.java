package org.mailferry.plan.folder;

import java.util.Optional;
import org.mailferry.kernel.HostKey;
import org.mailferry.kernel.SecretReference;
import org.mailferry.plan.CalendarHost;

/** {@code target.calendarHost} in {@code plan.yaml}: calendars are carried by the platform's own scripts. */
final class CalendarHostSection {
    private static final int SSH_PORT = 22;
    /** Where VK's installer leaves its settings, and where its guide has the scripts saved. */
    private static final String VK_FOLDER = "/home/deployer";

    private CalendarHostSection() {}

    /** Empty when the plan has none, or something is wrong; every problem is recorded. */
    static Optional<CalendarHost> read(YamlValue plan) {
        YamlValue target = plan.at("target");
        YamlValue section = target.at("calendarHost");
        if (section.present()) {
            check(plan, target, section);
        }
        return section.read(CalendarHostSection::host);
    }

    private static void check(YamlValue plan, YamlValue target, YamlValue section) {
        if (!target.at("kind").text().equals("vk-workspace")) {
            section.problem("belongs to a target of kind vk-workspace");
        }
        if (target.at("calendars").present() || plan.at("source").at("calendars").present()) {
            section.problem("calendars are carried either by the host's scripts or by Mailferry; leave out 'calendars' of source and target");
        }
        YamlValue credentials = section.at("credentials");
        if (credentials.at("key").present() == credentials.at("password").present()) {
            credentials.problem("needs either 'key' or 'password'");
        }
    }

    private static CalendarHost host(YamlValue section) {
        YamlValue credentials = section.at("credentials");
        boolean byKey = credentials.at("key").present();
        return new CalendarHost(section.at("host").text().strip(), section.at("port").present() ? section.at("port").number() : SSH_PORT,
            section.at("hostKeys").items().stream().map(key -> key.as(HostKey::parse)).toList(),
            section.at("scripts").find(CalendarHostSection::folder).orElse(VK_FOLDER),
            !section.at("terminal").present() || section.at("terminal").flag(), credentials.at("login").text().strip(), byKey,
            credentials.at(byKey ? "key" : "password").as(SecretReference::parse));
    }

    private static String folder(String text) {
        String folder = text.strip().replaceFirst("/+$", "");
        if (!folder.matches("(?:/[\\w.@+-]+)+") || folder.contains("/..")) {
            throw new IllegalArgumentException("must be a folder's absolute path without blanks, such as " + VK_FOLDER);
        }
        return folder;
    }
}
