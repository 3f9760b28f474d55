/** Calendars carried by VK WorkSpace's own scripts on its host. */
@NullMarked
package org.mailferry.calendarsync.vk;

import org.jspecify.annotations.NullMarked;
