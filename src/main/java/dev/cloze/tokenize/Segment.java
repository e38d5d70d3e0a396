package dev.cloze.tokenize;

import com.google.common.primitives.ImmutableIntArray;

/**
 * The tokens of one piece.
 *
 * @param ids the input ids; 0 at soft positions
 * @param softIds the soft rows; empty where the piece is not soft
 * @param role what each of them is there for
 * @param shortenable whether truncation may take them
 * @param part where they belong
 */
record Segment(
    ImmutableIntArray ids,
    ImmutableIntArray softIds,
    TokenRole role,
    boolean shortenable,
    Part part) {

  /** The parts of a prompt. */
  enum Part {
    /** Before the tokens that the tokenizer puts first. */
    FRONT,
    /** What the example to be answered makes of the template. */
    QUERY,
    /** A demonstration. */
    DEMONSTRATION
  }

  static Segment hard(int[] ids, TokenRole role, boolean shortenable) {
    return new Segment(
        ImmutableIntArray.copyOf(ids), ImmutableIntArray.of(), role, shortenable, Part.QUERY);
  }

  static Segment soft(ImmutableIntArray rows, boolean shortenable) {
    return new Segment(
        ImmutableIntArray.copyOf(new int[rows.length()]),
        rows,
        TokenRole.SOFT,
        shortenable,
        Part.QUERY);
  }

  /** The same tokens in another part. */
  Segment in(Part other) {
    return new Segment(ids, softIds, role, shortenable, other);
  }

  /** Whether it is a demonstration's. */
  boolean isShown() {
    return part == Part.DEMONSTRATION;
  }

  int length() {
    return ids.length();
  }

  /** What is left when tokens are taken away at the front or at the end. */
  Segment without(int tokens, boolean front) {
    int from = front ? tokens : 0;
    int to = front ? length() : length() - tokens;
    return new Segment(
        ids.subArray(from, to),
        softIds.isEmpty() ? softIds : softIds.subArray(from, to),
        role,
        shortenable,
        part);
  }
}
