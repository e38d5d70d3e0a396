package dev.cloze.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import dev.cloze.data.LabelSet;
import dev.cloze.train.Evaluation;
import org.junit.jupiter.api.Test;

class ConfusionTableTest {
  @Test
  void alignsCountsUnderTheirLabels() {
    Evaluation evaluation =
        new Evaluation(
            ImmutableList.of(
                ImmutableList.of(401, 2, 9),
                ImmutableList.of(3, 67, 10),
                ImmutableList.of(0, 0, 0)),
            0,
            ImmutableList.of());

    assertThat(
            ConfusionTable.lines(
                LabelSet.of(ImmutableList.of("world", "sports", "a long name")), evaluation))
        .containsExactly(
            "right \\ predicted  world  sports  a long name   found",
            "world                401       2            9  97.3 %",
            "sports                 3      67           10  83.8 %",
            "a long name            0       0            0       -");
  }
}
