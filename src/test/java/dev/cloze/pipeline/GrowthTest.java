package dev.cloze.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.cloze.pipeline.Growth.Drawn;
import dev.cloze.task.Prediction;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Numbers worked out from the formulas of iPET (Schick and Schütze 2021, section 3.4). */
class GrowthTest {
  private static final OptionalInt ALL = OptionalInt.empty();

  /** A text whose first label of two is as probable as this. */
  private static Prediction first(double probability) {
    return Prediction.ofScores("", new double[] {Math.log(probability), Math.log(1 - probability)});
  }

  @Test
  void eachGenerationAddsWhatItsGrowthAsksFor() {
    PetOptions options = PetOptions.defaults();

    // 10 examples: int(10 · 5) - 10 = 40 more, then int(10 · 25) - 10 = 240
    assertThat(options.added(2, 10)).isEqualTo(40);
    assertThat(options.added(3, 10)).isEqualTo(240);
    // none: counted from 10 / 5 = 2: int(2 · 5) - 0 = 10, then int(2 · 25) - 0 = 50
    assertThat(options.added(2, 0)).isEqualTo(10);
    assertThat(options.added(3, 0)).isEqualTo(50);
  }

  @Test
  void theSharesOfTheLabelsStayAsTheyAre() {
    // 40 more for 10: each label four times what it has
    assertThat(Growth.shares(List.of(3, 3, 2, 2), 40)).containsExactly(12, 12, 8, 8);
    // 5 more for 3: int(2 · 5/3) = 3, int(1 · 5/3) = 1
    assertThat(Growth.shares(List.of(2, 1), 5)).containsExactly(3, 1);
    // without labelled examples as evenly as it goes
    assertThat(Growth.shares(List.of(0, 0, 0), 8)).containsExactly(3, 3, 2);
  }

  @Test
  void aQuarterOfTheOthersLabelsAndOneAtLeast() {
    // round(11 · 0.25) = round(2.75) = 3; round(8 · 0.25) = 2; round(6 · 0.25) = round(1.5) = 2;
    // round(2 · 0.25) = round(0.5) = 0, which is made 1 (the authors' program divides by 0 there)
    assertThat(Growth.labelling(11, 0.25)).isEqualTo(3);
    assertThat(Growth.labelling(8, 0.25)).isEqualTo(2);
    assertThat(Growth.labelling(6, 0.25)).isEqualTo(2);
    assertThat(Growth.labelling(2, 0.25)).isEqualTo(1);
    assertThat(Growth.labelling(1, 0.25)).isEqualTo(1);
    assertThat(Growth.labelling(4, 1)).isEqualTo(4);
  }

  @Test
  void aTextIsDrawnAsProbablyAsItIsSure() {
    // of two texts, 0.9 and 0.6 sure, the first is drawn first in 0.9 / 1.5 = 0.6 of all draws
    List<Prediction> said = List.of(first(0.9), first(0.6));
    int draws = 20_000;
    int hits = 0;
    Random random = new Random(13);
    for (int i = 0; i < draws; i++) {
      hits += Growth.draw(said, List.of(1, 0), ALL, random).get(0).text() == 0 ? 1 : 0;
    }

    // four standard deviations of a share of 20,000 draws are 0.014
    assertThat((double) hits / draws).isCloseTo(0.6, within(0.014));
  }

  @Test
  void drawsOnlyTextsOfTheLabelAndNoneTwice() {
    List<Prediction> said = List.of(first(0.9), first(0.2), first(0.8), first(0.1), first(0.7));

    List<Drawn> drawn = Growth.draw(said, List.of(2, 2), ALL, new Random(1));

    Set<Integer> texts = new HashSet<>();
    drawn.forEach(one -> assertThat(texts.add(one.text())).isTrue());
    assertThat(drawn).extracting(Drawn::label).containsExactly(0, 0, 1, 1);
    assertThat(drawn.subList(0, 2)).extracting(Drawn::text).isSubsetOf(0, 2, 4);
    assertThat(drawn.subList(2, 4)).extracting(Drawn::text).containsExactlyInAnyOrder(1, 3);
  }

  @Test
  void repeatsTextsWhereThereAreFewer() {
    List<Prediction> said = List.of(first(0.9), first(0.2));

    assertThat(Growth.draw(said, List.of(3, 2), ALL, new Random(1)))
        .containsExactly(
            new Drawn(0, 0), new Drawn(0, 0), new Drawn(0, 0), new Drawn(1, 1), new Drawn(1, 1));
    assertThat(Growth.draw(List.of(first(0.9)), List.of(1, 1), ALL, new Random(1)))
        .containsExactly(new Drawn(0, 0));
  }

  @Test
  void theLikeliestOfALabelNeedNotHaveItAsTheirLabel() {
    List<Prediction> said = List.of(first(0.9), first(0.8), first(0.6), first(0.7));

    // no text has the second label; the two that are likeliest of it are 0.6 and 0.7
    assertThat(Growth.draw(said, List.of(0, 2), OptionalInt.of(2), new Random(3)))
        .containsExactlyInAnyOrder(new Drawn(2, 1), new Drawn(3, 1));
    assertThat(Growth.draw(said, List.of(0, 2), ALL, new Random(3))).isEmpty();
  }

  /** Each text counts as probable as it is of the label that it is drawn for. */
  @Test
  void theLikeliestOfALabelAreDrawnAsSurelyAsTheyAreOfThatLabel() {
    // 0.03 and 0.5 for the second label: the second text is drawn first in 0.5 / 0.53 of all draws,
    // though the first is surer, of the other label
    List<Prediction> said = List.of(first(0.97), first(0.5));
    Random random = new Random(5);
    int draws = 20_000;
    int hits = 0;
    for (int i = 0; i < draws; i++) {
      hits +=
          Growth.draw(said, List.of(0, 1), OptionalInt.of(2), random).get(0).text() == 1 ? 1 : 0;
    }

    assertThat((double) hits / draws).isCloseTo(0.5 / 0.53, within(0.007));
  }

  @Test
  void theSameChanceDrawsTheSame() {
    List<Prediction> said = List.of(first(0.9), first(0.8), first(0.6), first(0.7));

    assertThat(Growth.draw(said, List.of(2, 0), ALL, new Random(7)))
        .isEqualTo(Growth.draw(said, List.of(2, 0), ALL, new Random(7)));
  }
}
