/** What a person answers in a form: the form's own rules, four eyes and the record of it, checked where the answer arrives. */
@NullMarked
package org.mailferry.process.form;

import org.jspecify.annotations.NullMarked;
