package dev.cloze.tokenize;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Takes tokens from segments, by one method of truncation.
 *
 * @param truncation which tokens go first
 */
record Shortening(Truncation truncation) {

  /** The number of tokens of all segments. */
  static int length(List<Segment> segments) {
    return segments.stream().mapToInt(Segment::length).sum();
  }

  /** The number of tokens that may go. */
  static int spare(List<Segment> segments) {
    return segments.stream().filter(Segment::shortenable).mapToInt(Segment::length).sum();
  }

  /**
   * The segments without {@code tokens} tokens, which the demonstrations lose before anything else
   * does.
   *
   * @param tokens at most as many as are {@link #spare}
   */
  List<Segment> cut(List<Segment> segments, int tokens) {
    if (tokens == 0) {
      return segments;
    }
    Predicate<Segment> shown = segment -> segment.part() == Segment.Part.DEMONSTRATION;
    int first = Math.min(tokens, spare(segments.stream().filter(shown).toList()));
    return cut(cut(segments, first, shown), tokens - first, shown.negate());
  }

  private List<Segment> cut(List<Segment> segments, int tokens, Predicate<Segment> from) {
    int[] lengths =
        segments.stream()
            .mapToInt(part -> part.shortenable() && from.test(part) ? part.length() : 0)
            .toArray();
    int[] cuts = truncation.cuts(lengths, tokens);
    List<Segment> kept = new ArrayList<>(segments.size());
    for (int part = 0; part < cuts.length; part++) {
      kept.add(segments.get(part).without(cuts[part], truncation.cutsFront()));
    }
    return kept;
  }
}
