package dev.cloze.template;

import java.util.Optional;

/**
 * What is done to a text of the example before it stands in the template: a named {@link
 * TextFunction}, or a lambda put together from a fixed list of Python's string methods. Nothing is
 * evaluated.
 */
public sealed interface PostProcessing permits TextFunction, LambdaFunction {

  /** The text, changed. */
  String apply(String text);

  /** The value of {@code post_processing} that reads as this function. */
  String written();

  /** The text, changed where there is anything to do. */
  static String apply(Optional<PostProcessing> processing, String text) {
    return processing.map(function -> function.apply(text)).orElse(text);
  }
}
