package dev.cloze.tokenize;

import com.google.common.primitives.ImmutableIntArray;

/**
 * The tokens of one piece.
 *
 * @param ids the input ids; 0 at soft positions
 * @param softIds the soft rows; empty where the piece is not soft
 * @param role what each of them is there for
 * @param shortenable whether truncation may take them
 */
record Segment(
    ImmutableIntArray ids, ImmutableIntArray softIds, TokenRole role, boolean shortenable) {

  static Segment hard(int[] ids, TokenRole role, boolean shortenable) {
    return new Segment(ImmutableIntArray.copyOf(ids), ImmutableIntArray.of(), role, shortenable);
  }

  static Segment soft(ImmutableIntArray rows, boolean shortenable) {
    return new Segment(
        ImmutableIntArray.copyOf(new int[rows.length()]), rows, TokenRole.SOFT, shortenable);
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
        shortenable);
  }
}
