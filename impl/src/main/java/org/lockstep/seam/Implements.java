package org.lockstep.seam;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * This method is an action of a model, written {@code Module!Action}. If the action is a step of a
 * thread in a call, the method passes the step point of that name, and no other. Kept in the class
 * file for the gate to read; the running program does not see it.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface Implements {
  String value();
}
