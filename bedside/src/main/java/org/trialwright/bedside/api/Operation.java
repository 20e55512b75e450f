package org.trialwright.bedside.api;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What an operation does and takes. The document at {@code /api} is drawn from this, and every body
 * that is sent is held against it.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Operation {
  /** In a sentence. */
  String value();

  /** Parameters of the address, each {@code name: what it is}. */
  String[] query() default {};

  /** Fields of the body; none when there is no body. */
  Taken[] takes() default {};

  /** What comes back, as a record. */
  Class<? extends java.lang.Record> gives() default Nothing.class;

  /** The type of the file that comes back; none when a record does. */
  String file() default "";

  /** Whether many come back, a page at a time. */
  boolean list() default false;

  /** Whether what comes back has a tag, which a change of it must name. */
  boolean tagged() default false;

  /** No record: what comes back is a file. */
  record Nothing() {}
}
