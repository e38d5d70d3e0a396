package dev.cloze.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.primitives.ImmutableDoubleArray;
import dev.cloze.data.Example;
import dev.cloze.data.LabelSet;
import dev.cloze.task.Prediction;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MajorityClassTest {
  private static final LabelSet LABELS = LabelSet.of(List.of("a", "b", "c"));
  private static final List<Example> TEST = List.of(Example.of("x").withId("7"), Example.of("y"));

  @Test
  void saysTheMostFrequentLabelOfEveryText() {
    ImmutableDoubleArray shares = ImmutableDoubleArray.of(0.25, 0.75, 0);

    assertThat(predict(1, 0, 1, 1))
        .containsExactly(new Prediction("7", 1, shares), new Prediction("", 1, shares));
  }

  @Test
  void ofEquallyFrequentLabelsItSaysTheLowest() {
    assertThat(predict(2, 1, 1, 2)).extracting(Prediction::label).containsOnly(1);
  }

  @Test
  void failsWithoutLabelledExamples() {
    assertThatThrownBy(() -> predict())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a baseline learns from examples, found none");
    assertThatThrownBy(() -> new MajorityClass().predict(TEST, TEST, LABELS))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("training example 0 (from 0) has no label from 0 to 2");
    assertThatThrownBy(() -> predict(0, 3))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("training example 1 (from 0) has no label from 0 to 2");
  }

  private static List<Prediction> predict(int... right) {
    List<Example> train =
        IntStream.of(right).mapToObj(label -> Example.of("z").withLabel(label)).toList();
    return new MajorityClass().predict(train, TEST, LABELS);
  }
}
