package dev.cloze.tokenize;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cloze.tokenize.Segment.Part;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;

class ShorteningTest {

  @Property
  void demonstrationsLoseTheirTokensFirst(
      @ForAll("segments") List<Segment> segments,
      @ForAll @DoubleRange(min = 0, max = 1) double share,
      @ForAll Truncation truncation) {
    int tokens = (int) Math.round(share * Shortening.spare(segments));

    List<Segment> kept = new Shortening(truncation).cut(segments, tokens);

    assertThat(kept).hasSameSizeAs(segments);
    assertThat(Shortening.length(kept)).isEqualTo(Shortening.length(segments) - tokens);
    int spare = Shortening.spare(of(segments, Part.DEMONSTRATION));
    int lost =
        Shortening.length(of(segments, Part.DEMONSTRATION))
            - Shortening.length(of(kept, Part.DEMONSTRATION));
    assertThat(lost).isEqualTo(Math.min(tokens, spare));
    for (int i = 0; i < kept.size(); i++) {
      assertThat(kept.get(i).part()).isEqualTo(segments.get(i).part());
      if (!segments.get(i).shortenable()) {
        assertThat(kept.get(i)).isEqualTo(segments.get(i));
      }
    }
  }

  private static List<Segment> of(List<Segment> segments, Part part) {
    return segments.stream().filter(segment -> segment.part() == part).toList();
  }

  @Provide
  Arbitrary<List<Segment>> segments() {
    return Combinators.combine(
            Arbitraries.integers().between(0, 9),
            Arbitraries.of(true, false),
            Arbitraries.of(Part.class))
        .as(
            (length, shortenable, part) ->
                Segment.hard(new int[length], TokenRole.TEXT, shortenable).in(part))
        .list()
        .ofMaxSize(8);
  }
}
