package dev.cloze.tokenize;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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

  /** The segment with no more tokens than a limit says, where tokens of it may go. */
  Segment limit(Segment segment, Optional<Integer> most) {
    int excess = segment.length() - most.orElse(segment.length());
    return segment.shortenable() && excess > 0
        ? segment.without(excess, truncation.cutsFront())
        : segment;
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
    Predicate<Segment> shown = Segment::isShown;
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
