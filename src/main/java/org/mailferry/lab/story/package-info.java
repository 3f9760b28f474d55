/** What the lab is about: the people, their letters, the plan, and the players of the human steps. */
@NullMarked
package org.mailferry.lab.story;

import org.jspecify.annotations.NullMarked;
