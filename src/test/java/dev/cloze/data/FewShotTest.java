package dev.cloze.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.Iterables;
import com.google.common.primitives.Ints;
import dev.cloze.base.Seeds;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class FewShotTest {
  private static final LabelSet LABELS = LabelSet.of(ImmutableList.of("a", "b", "c"));
  private static final int EACH = 12;

  /** Examples 0 to 35, of classes 0, 1, 2, 0, 1, 2 and so on. */
  private static final ImmutableList<Example> ALL =
      IntStream.range(0, LABELS.size() * EACH)
          .mapToObj(
              i -> Example.of("text " + i).withId(Integer.toString(i)).withLabel(i % LABELS.size()))
          .collect(ImmutableList.toImmutableList());

  private static FewShot.Split sample(int train, int dev, long seed) {
    return FewShot.sample(ALL, LABELS, train, dev, Seeds.of(seed));
  }

  @Property(tries = 100)
  void drawsAsManyOfEachClassInRoundsAndNoneTwice(
      @ForAll @IntRange(min = 1, max = 6) int train,
      @ForAll @IntRange(max = 6) int dev,
      @ForAll long seed) {
    FewShot.Split split = sample(train, dev, seed);

    assertThat(split.train()).hasSize(3 * train);
    assertThat(split.dev()).hasSize(3 * dev);
    List<Example> both = ImmutableList.copyOf(Iterables.concat(split.train(), split.dev()));
    assertThat(both).doesNotHaveDuplicates().isSubsetOf(ALL);
    for (int i = 0; i < both.size(); i++) {
      assertThat(both.get(i).label()).hasValue(i % 3);
    }
  }

  @Property(tries = 100)
  void beginsALargerDrawWithTheSmallerOne(
      @ForAll @IntRange(min = 2, max = 6) int train,
      @ForAll @IntRange(min = 1, max = 6) int dev,
      @ForAll long seed) {
    FewShot.Split large = sample(train, dev, seed);

    assertThat(large.train().subList(0, 3 * (train - 1)))
        .isEqualTo(sample(train - 1, dev, seed).train());
    assertThat(large.dev().subList(0, 3 * (dev - 1))).isEqualTo(sample(train, dev - 1, seed).dev());
    assertThat(sample(train - 1, dev, seed).dev()).isEqualTo(large.dev());
    assertThat(sample(train, dev - 1, seed).train()).isEqualTo(large.train());
  }

  @Test
  void drawsOtherwiseWithAnotherSeedAndTheSameWithTheSame() {
    assertThat(sample(4, 2, 13)).isEqualTo(sample(4, 2, 13)).isNotEqualTo(sample(4, 2, 21));
  }

  @Test
  void leavesTheOtherClassesAloneWhereOneIsAdded() {
    ImmutableList<Example> two =
        ALL.stream().filter(e -> e.label().getAsInt() < 2).collect(ImmutableList.toImmutableList());
    LabelSet labels = LabelSet.of(ImmutableList.of("a", "b"));

    assertThat(FewShot.sample(two, labels, 4, 2, Seeds.of(1)).train())
        .isEqualTo(sample(4, 2, 1).train().stream().filter(e -> e.label().getAsInt() < 2).toList());
  }

  /** Of 3000 draws of 1 of 12, each is expected 250 times; 4 standard deviations are 61. */
  @Test
  void drawsEachExampleAboutEquallyOften() {
    int[] counts = new int[ALL.size()];
    for (int seed = 0; seed < 3000; seed++) {
      sample(1, 0, seed).train().forEach(e -> counts[Integer.parseInt(e.id())]++);
    }

    assertThat(Ints.asList(counts)).allSatisfy(count -> assertThat(count).isBetween(189, 311));
  }

  @Test
  void refusesAClassWithTooFew() {
    new DataFiles(Path.of("."))
        .assertFails(
            DataError.TOO_FEW_EXAMPLES,
            "data.few_shot: the class 'a' has 12 examples; 8 to train on and 5 for development are"
                + " to be drawn",
            () -> sample(8, 5, 1));
    assertThat(sample(8, 4, 1).train()).hasSize(24);
  }

  @Test
  void refusesCountsThatMakeNoSense() {
    assertThatThrownBy(() -> sample(0, 1, 1)).hasMessage("perClass must be above 0, was 0");
    assertThatThrownBy(() -> sample(1, -1, 1))
        .hasMessage("devPerClass must not be below 0, was -1");
  }

  /** 10 = 4 + 3 + 3, in rounds; the last round is of the first class alone. */
  @Test
  void spreadsATotalOverTheClasses() {
    FewShot.Split drawn =
        FewShot.sample(ALL, LABELS, FewShotOptions.total(10, 1, Optional.empty()), Seeds.of(5));
    FewShot.Split four = sample(4, 1, 5);

    assertThat(drawn.train()).isEqualTo(four.train().subList(0, 10));
    assertThat(drawn.train().get(9).label()).hasValue(0);
    assertThat(drawn.dev()).isEqualTo(four.dev());
    assertThat(
            FewShot.sample(ALL, LABELS, FewShotOptions.total(11, 0, Optional.empty()), Seeds.of(5))
                .train())
        .isEqualTo(four.train().subList(0, 11));
  }

  @Test
  void refusesATotalOfLessThanOneALabel() {
    new DataFiles(Path.of("."))
        .assertFails(
            DataError.TOO_FEW_EXAMPLES,
            "data.few_shot.total: 2 examples are fewer than the 3 labels, of which each needs one",
            () ->
                FewShot.sample(
                    ALL, LABELS, FewShotOptions.total(2, 0, Optional.empty()), Seeds.of(5)));
  }

  @Test
  void drawsByOneOfTwoNumbers() {
    assertThatThrownBy(
            () -> new FewShotOptions(Optional.empty(), Optional.empty(), 0, Optional.empty()))
        .hasMessage("perClass and total: one of the two belongs there, found neither");
    assertThatThrownBy(
            () -> new FewShotOptions(Optional.of(1), Optional.of(1), 0, Optional.empty()))
        .hasMessage("perClass and total: one of the two belongs there, found both");
    assertThatThrownBy(() -> FewShotOptions.total(0, 0, Optional.empty()))
        .hasMessage("total must be above 0, was 0");
  }
}
