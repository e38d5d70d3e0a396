package dev.cloze.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableDoubleArray;
import dev.cloze.base.ClozeException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class DemonstrationPoolTest {
  private static final LabelSet LABELS = LabelSet.of(List.of("good", "bad"));

  /** Examples 0 to 8: the labels good, bad, good, bad and so on; five good ones and four bad. */
  private static final ImmutableList<Example> ALL =
      IntStream.range(0, 9)
          .mapToObj(i -> example(i).withLabel(i % 2))
          .collect(ImmutableList.toImmutableList());

  private static final DemonstrationPool POOL = pool(ALL);

  /** Unit vectors at 10, 20, ... degrees: the nearest to 0 degrees is example 0, then 1, then 2. */
  private static final ImmutableList<ImmutableDoubleArray> VECTORS =
      IntStream.range(0, 9)
          .mapToObj(i -> at(10 * (i + 1)))
          .collect(ImmutableList.toImmutableList());

  private static DemonstrationPool pool(List<Example> examples) {
    return DemonstrationPool.of(
        examples, LABELS, example -> example.label().getAsInt() == 0 ? "great" : "awful");
  }

  private static Example example(int number) {
    return Example.of("text " + number).withId(Integer.toString(number));
  }

  private static ImmutableDoubleArray at(double degrees) {
    double angle = Math.toRadians(degrees);
    return ImmutableDoubleArray.of(Math.cos(angle), Math.sin(angle));
  }

  private static List<String> ids(DemonstrationPool.Candidates candidates, int label) {
    return candidates.of(label).stream().map(Example::id).toList();
  }

  @Test
  void offersAllThatHaveOtherTexts() {
    DemonstrationPool.Candidates all = POOL.candidates(Example.of("unknown"));
    DemonstrationPool.Candidates own = POOL.candidates(example(2).withId("elsewhere"));

    assertThat(ids(all, 0)).containsExactly("0", "2", "4", "6", "8");
    assertThat(ids(all, 1)).containsExactly("1", "3", "5", "7");
    assertThat(ids(own, 0)).containsExactly("0", "4", "6", "8");
    assertThat(ids(own, 1)).containsExactly("1", "3", "5", "7");
  }

  @Test
  void tellsATextFromTheSameTextWithAnotherBesideIt() {
    assertThat(ids(POOL.candidates(example(2).withField("text_b", "more")), 0))
        .containsExactly("0", "2", "4", "6", "8");
  }

  @Test
  void offersTheNearestShareOfEachLabel() {
    Example query = Example.of("unknown");

    // of 5 good ones floor(2.5), of 4 bad ones 2: those at 10 and 30, and at 20 and 40 degrees
    DemonstrationPool.Candidates first = POOL.nearest(query, at(0), VECTORS, 0.5, 1);
    assertThat(ids(first, 0)).containsExactly("0", "2");
    assertThat(ids(first, 1)).containsExactly("1", "3");

    // seen from 90 degrees the order is the other way round
    DemonstrationPool.Candidates last = POOL.nearest(query, at(90), VECTORS, 0.5, 1);
    assertThat(ids(last, 0)).containsExactly("8", "6");
    assertThat(ids(last, 1)).containsExactly("7", "5");
  }

  @Test
  void countsTheShareWithoutTheTextItself() {
    // 4 good ones are left beside number 0: half of them are 2, at 30 and 50 degrees
    DemonstrationPool.Candidates near = POOL.nearest(example(0), at(10), VECTORS, 0.5, 1);

    assertThat(ids(near, 0)).containsExactly("2", "4");
    assertThat(ids(near, 1)).containsExactly("1", "3");
  }

  @Test
  void offersAtLeastAsManyAsAreShown() {
    DemonstrationPool.Candidates near = POOL.nearest(Example.of("x"), at(0), VECTORS, 0.01, 3);

    assertThat(ids(near, 0)).containsExactly("0", "2", "4");
    assertThat(ids(near, 1)).containsExactly("1", "3", "5");
  }

  @Property(tries = 50)
  void drawsInTheOrderOfTheLabelsAndNoneTwice(@ForAll long seed) {
    List<Demonstration> drawn = POOL.candidates(example(3)).draw(2, new SplittableRandom(seed));

    assertThat(drawn)
        .extracting(Demonstration::answer)
        .containsExactly("great", "great", "awful", "awful");
    assertThat(drawn).doesNotHaveDuplicates();
    assertThat(drawn).extracting(shown -> shown.example().id()).doesNotContain("3");
  }

  @Test
  void drawsEachExampleAboutAsOftenAsTheOthers() {
    Map<String, Integer> counts = new HashMap<>();
    DemonstrationPool.Candidates candidates = POOL.candidates(example(3));
    for (int seed = 0; seed < 6000; seed++) {
      candidates
          .draw(1, new SplittableRandom(seed))
          .forEach(shown -> counts.merge(shown.example().id(), 1, Integer::sum));
    }

    // 6000 draws of one of 5 and of one of 3: 1200 and 2000, give or take four deviations
    for (String id : List.of("0", "2", "4", "6", "8")) {
      assertThat(counts.get(id)).isBetween(1076, 1324);
    }
    for (String id : List.of("1", "5", "7")) {
      assertThat(counts.get(id)).isBetween(1854, 2146);
    }
    assertThat(counts).doesNotContainKey("3");
  }

  @Test
  void needsOneMoreOfEachLabelWhereNoneIsShownWithItself() {
    DemonstrationPool few = pool(ALL.subList(0, 3));

    few.require(1, false);
    assertThatThrownBy(() -> few.require(1, true))
        .isInstanceOfSatisfying(
            ClozeException.class,
            e -> assertThat(e.code()).isEqualTo(DataError.TOO_FEW_DEMONSTRATIONS))
        .hasMessage(
            "demonstrations: the label 'bad' has 1 training text, and 2 are needed: per_label is 1,"
                + " and none is shown with itself; give it more or show fewer");
    assertThatThrownBy(() -> few.require(3, false))
        .hasMessage(
            "demonstrations: the label 'good' has 2 training texts, and 3 are needed: per_label is"
                + " 3; give it more or show fewer");
  }

  @Test
  void countsATextThatStandsTwiceOnce() {
    DemonstrationPool twice =
        pool(List.of(ALL.get(0), ALL.get(1), ALL.get(0).withId("again"), ALL.get(3)));

    assertThatThrownBy(() -> twice.require(1, true))
        .hasMessageStartingWith("demonstrations: the label 'good' has 1 training text, and 2");
  }

  @Test
  void refusesAnExampleThatLeavesALabelNothingToShow() {
    assertThatThrownBy(
            () -> pool(ALL.subList(0, 2)).candidates(example(1)).draw(1, new SplittableRandom(0)))
        .isInstanceOfSatisfying(
            ClozeException.class,
            e -> assertThat(e.code()).isEqualTo(DataError.TOO_FEW_DEMONSTRATIONS))
        .hasMessage(
            "example '1': the label 'bad' has 0 training examples beside the example itself, and"
                + " per_label is 1; give the label more or show fewer");
  }

  @Test
  void refusesAnExampleWithoutALabel() {
    assertThatThrownBy(() -> pool(List.of(example(0))))
        .isInstanceOfSatisfying(
            ClozeException.class, e -> assertThat(e.code()).isEqualTo(DataError.DEMONSTRATIONS));
  }
}
