package org.lockstep.weak;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** This test of jcstress is over broken code: it is right only if it fails. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Plants {
  /** The model whose property is lost. */
  String module();

  /** The planted fault, by its name in the model's bugs where it is one of these. */
  String fault();
}
