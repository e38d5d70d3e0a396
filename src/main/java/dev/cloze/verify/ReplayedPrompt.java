package dev.cloze.verify;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableIntArray;
import dev.cloze.tokenize.EncodedPrompt;
import dev.cloze.tokenize.TokenRole;
import dev.cloze.tokenize.Truncation;
import java.util.Collections;

/**
 * A prompt as OpenPrompt 1.0.1 puts it together, faults and all.
 *
 * @param exampleId the id of the example
 * @param parts what is tokenized on its own, before anything is cut
 * @param cuts how many tokens each part loses, all at its end whatever the truncation is called
 * @param excess how many tokens are too many
 */
record ReplayedPrompt(
    String exampleId, ImmutableList<Part> parts, ImmutableIntArray cuts, int excess) {

  /**
   * One part.
   *
   * @param ids its tokens
   * @param softRow the row of the soft embedding; 0 where there is none
   * @param answer whether its last token is where an answer is read
   * @param shortenable whether it may be cut
   */
  record Part(ImmutableIntArray ids, int softRow, boolean answer, boolean shortenable) {
    int mayLose() {
      return shortenable ? ids.length() : 0;
    }

    Part read() {
      return new Part(ids, softRow, true, shortenable);
    }
  }

  /** Cuts parts to length; {@code excess} may be more than can be cut. */
  static ReplayedPrompt cut(
      String exampleId, ImmutableList<Part> parts, int excess, Truncation truncation) {
    int[] lengths = parts.stream().mapToInt(Part::mayLose).toArray();
    int cut = Math.max(0, Math.min(excess, parts.stream().mapToInt(Part::mayLose).sum()));
    int[] cuts = cut == 0 ? new int[lengths.length] : truncation.cuts(lengths, cut);
    return new ReplayedPrompt(
        exampleId, parts, ImmutableIntArray.copyOf(cuts), Math.max(0, excess));
  }

  /** Whether anything has to go. */
  boolean isCut() {
    return excess > 0;
  }

  /** Whether more has to go than may. */
  boolean tooLong() {
    return excess > cuts.stream().sum();
  }

  /** Whether the token where an answer is read is cut away. */
  boolean losesAnswer() {
    for (int i = 0; i < parts.size(); i++) {
      if (parts.get(i).answer() && cuts.get(i) > 0) {
        return true;
      }
    }
    return false;
  }

  /** Whether a part keeps its beginning and loses its end. */
  boolean losesAnEnd() {
    for (int i = 0; i < parts.size(); i++) {
      if (cuts.get(i) > 0 && cuts.get(i) < parts.get(i).ids().length()) {
        return true;
      }
    }
    return false;
  }

  /**
   * Whether cutting looks at the first token of a part that has none: {@code balanced} looks at
   * every part, {@code head} at all until enough is cut, {@code tail} skips such parts.
   */
  boolean looksIntoAnEmptyPart(Truncation truncation) {
    if (!isCut() || truncation == Truncation.TAIL) {
      return false;
    }
    int left = excess;
    for (Part part : parts) {
      if (truncation == Truncation.HEAD && left <= 0) {
        return false;
      }
      if (part.ids().isEmpty()) {
        return true;
      }
      left -= part.mayLose();
    }
    return false;
  }

  /** The tokens, with special tokens around. */
  EncodedPrompt encoded(int[] prefix, int[] suffix) {
    ImmutableIntArray.Builder ids = ImmutableIntArray.builder();
    ImmutableIntArray.Builder softIds = ImmutableIntArray.builder();
    ImmutableIntArray.Builder answers = ImmutableIntArray.builder();
    ImmutableList.Builder<TokenRole> roles = ImmutableList.builder();
    ids.addAll(prefix);
    roles.addAll(Collections.nCopies(prefix.length, TokenRole.ADDED));
    softIds.addAll(new int[prefix.length]);
    int length = prefix.length;
    for (int i = 0; i < parts.size(); i++) {
      Part part = parts.get(i);
      int kept = part.ids().length() - cuts.get(i);
      ids.addAll(part.ids().subArray(0, kept));
      roles.addAll(Collections.nCopies(kept, TokenRole.TEXT));
      softIds.addAll(Collections.nCopies(kept, part.softRow()));
      length += kept;
      if (part.answer() && cuts.get(i) == 0) {
        answers.add(length - 1);
      }
    }
    ids.addAll(suffix);
    roles.addAll(Collections.nCopies(suffix.length, TokenRole.ADDED));
    softIds.addAll(new int[suffix.length]);
    return new EncodedPrompt(
        exampleId,
        ids.build(),
        softIds.build(),
        ImmutableIntArray.copyOf(new int[length + suffix.length]),
        roles.build(),
        answers.build(),
        excess);
  }
}
