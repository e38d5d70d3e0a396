package dev.cloze.verbalizer;

import dev.cloze.base.Default;
import dev.cloze.base.Shorthand;

/**
 * Whether and by what texts a verbalizer is calibrated; a settings file may give {@code from}
 * alone.
 *
 * @param from which texts
 */
@Shorthand("from")
public record CalibrationOptions(@Default("auto") From from) {
  /** The texts whose mean is taken. */
  public enum From {
    /** The unlabelled texts where there are some, else those to train on, else the empty one. */
    AUTO,
    /** The unlabelled texts, or those to train on where there are none. */
    TEXTS,
    /** One example whose texts are empty: the template alone (Zhao et al. 2021). */
    EMPTY
  }

  /** By whatever texts are there. */
  public static CalibrationOptions defaults() {
    return new CalibrationOptions(From.AUTO);
  }
}
