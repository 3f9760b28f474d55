package org.mailferry.plan;

import java.util.List;
import org.mailferry.kernel.EmailAddress;

/** What the target must hold besides mailboxes: distribution lists and bookable resources, in the order of the plan. */
public record Organisation(List<MailList> lists, List<Resource> resources) {
    public static final Organisation NONE = new Organisation(List.of(), List.of());

    public Organisation {
        lists = List.copyOf(lists);
        resources = List.copyOf(resources);
    }

    /** @param outsiders people outside the company may write to it */
    public record MailList(EmailAddress address, String name, List<EmailAddress> members, boolean outsiders) {
        public MailList {
            members = List.copyOf(members);
        }
    }

    /** A room or a device. @param description may be empty. @param city may be empty */
    public record Resource(EmailAddress address, String name, String group, String description, String city) {}
}
