package dev.cloze.base;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Lets a record of settings be written as a bare value, which goes to one component: {@code
 * template: 'It was {"mask"}.'} for {@code template: {text: ...}}.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Shorthand {
  /** The key of the component. */
  String value();
}
