package dev.cloze.template;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableList;
import java.util.Optional;

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
   * @param front whether they stand before the tokens that the tokenizer puts first
   * @param shortenable whether truncation may take them
   */
  record Soft(int group, boolean front, boolean shortenable) implements RenderedPiece {
    /** Checks the number. */
    public Soft {
      checkArgument(group >= 0, "soft group must not be negative, was %s", group);
    }

    /** Positions that stand where the item does. */
    public Soft(int group, boolean shortenable) {
      this(group, false, shortenable);
    }
  }

  /** The tokenizer's {@code <sep>}, or a line break where it has none. */
  record Separator() implements RenderedPiece {
    @Override
    public boolean shortenable() {
      return false;
    }
  }

  /**
   * One demonstration; truncation takes tokens of it before it takes any of the example's.
   *
   * @param exampleId the id of the example that is shown
   * @param pieces what the template made of it, the answer in the mask's place
   * @param longest the most tokens that it may have, where there is a limit
   */
  record Demonstration(
      String exampleId, ImmutableList<RenderedPiece> pieces, Optional<Integer> longest)
      implements RenderedPiece {
    /** Refuses null. */
    public Demonstration {
      requireNonNull(exampleId, "exampleId");
      requireNonNull(pieces, "pieces");
      requireNonNull(longest, "longest");
    }

    @Override
    public boolean shortenable() {
      return pieces.stream().anyMatch(RenderedPiece::shortenable);
    }
  }
}
