package org.mailferry.process;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Lets expressions in the processes call this bean by its name, such as {@code ${planPeople.rollbackSigners(planName)}}. Delegates
 * and listeners need no mark; every other bean is out of reach for expressions.
 */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface RunbookBean {}
