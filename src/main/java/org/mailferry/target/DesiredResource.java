package org.mailferry.target;

import org.mailferry.kernel.EmailAddress;

/** A room or device that can be booked. @param description empty leaves the platform's. @param city empty leaves the platform's */
public record DesiredResource(EmailAddress address, String name, String group, String description, String city) {}
