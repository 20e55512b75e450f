package org.trialwright.bedside.api;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A field of a body. */
@Target({})
@Retention(RetentionPolicy.RUNTIME)
public @interface Taken {
  String name();

  /** What it is, in a sentence. */
  String says();

  Kind kind() default Kind.TEXT;

  boolean optional() default false;

  /** What stands in a field. */
  enum Kind {
    TEXT,
    FLAG,
    WHOLE,
    /** An object of texts. */
    TEXTS
  }
}
