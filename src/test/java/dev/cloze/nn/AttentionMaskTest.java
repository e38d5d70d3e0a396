package dev.cloze.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.primitives.ImmutableLongArray;
import dev.cloze.tensor.NumberFormat;
import dev.cloze.tensor.Scope;
import dev.cloze.tensor.Tensor;
import org.junit.jupiter.api.Test;

class AttentionMaskTest {
  /** Two texts of three and two tokens, the second padded on the left. */
  private static final AttentionMask MASK = AttentionMask.of(2, 3, new long[] {1, 1, 1, 0, 1, 1});

  @Test
  void positionsCountTokensAlone() {
    assertThat(MASK.positions(0)).containsExactly(0, 1, 2, 0, 0, 1);
    assertThat(MASK.positions(2)).containsExactly(2, 3, 4, 2, 2, 3);
  }

  @Test
  void rowsInFrontAreSeen() {
    assertThat(MASK.withLeading(1))
        .isEqualTo(AttentionMask.of(2, 4, new long[] {1, 1, 1, 1, 1, 0, 1, 1}));
    assertThat(MASK.isFull()).isFalse();
    assertThat(AttentionMask.of(1, 2, new long[] {1, 1}).withLeading(3).isFull()).isTrue();
  }

  @Test
  void scoresHideFillingAndWhatIsToTheRight() {
    Scope.run(
        () -> {
          assertThat(hidden(MASK.additive(false, NumberFormat.F32)))
              .containsExactly(false, false, false, true, false, false);
          assertThat(hidden(MASK.additive(true, NumberFormat.F32)))
              .containsExactly(
                  false, true, true, // first text, first token
                  false, false, true, //
                  false, false, false, //
                  true, true, true, // second text: its filling sees nothing
                  true, false, true, //
                  true, false, false);
          assertThat(hidden(MASK.causalAt(ImmutableLongArray.of(1, 2), NumberFormat.F32)))
              .containsExactly(false, false, true, true, false, false);
        });
  }

  @Test
  void scoresStayNumbersInEveryFormat() {
    Scope.run(
        () -> {
          for (float score : MASK.additive(true, NumberFormat.BF16).toFloats()) {
            assertThat(score).isFinite();
          }
        });
  }

  @Test
  void failsWhenTheNumbersDoNotFillTheRows() {
    assertThatThrownBy(() -> AttentionMask.of(2, 3, new long[] {1}))
        .hasMessage("a mask of 2 rows of 3 takes 6 numbers, not 1");
  }

  private static boolean[] hidden(Tensor scores) {
    float[] numbers = scores.toFloats();
    boolean[] hidden = new boolean[numbers.length];
    for (int i = 0; i < numbers.length; i++) {
      hidden[i] = numbers[i] < -1e29f;
    }
    return hidden;
  }
}
