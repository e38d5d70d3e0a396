package dev.cloze.template;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

/** What one piece of a template makes of one example; a tokenizer turns it into ids. */
public sealed interface RenderedPiece {

  /** Whether truncation may take tokens of this piece. */
  boolean shortenable();

  /**
   * Text to tokenize.
   *
   * @param text the text, its prefix space already in front; may be empty
   * @param shortenable whether truncation may take tokens of it
   */
  record Text(String text, boolean shortenable) implements RenderedPiece {
    /** Refuses null. */
    public Text {
      requireNonNull(text, "text");
    }
  }

  /**
   * One of the tokenizer's own tokens.
   *
   * @param token which one
   * @param shortenable whether truncation may take it
   */
  record Special(SpecialToken token, boolean shortenable) implements RenderedPiece {
    /** Refuses null. */
    public Special {
      requireNonNull(token, "token");
    }
  }

  /**
   * The position to predict.
   *
   * @param shortenable whether truncation may take it; no template that was read says so
   */
  record Mask(boolean shortenable) implements RenderedPiece {}

  /**
   * Trained positions, all of one group.
   *
   * @param group the number of the group in {@link Template#softGroups()}
   * @param shortenable whether truncation may take them
   */
  record Soft(int group, boolean shortenable) implements RenderedPiece {
    /** Checks the number. */
    public Soft {
      checkArgument(group >= 0, "soft group must not be negative, was %s", group);
    }
  }
}
