package dev.cloze.pretrain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import dev.cloze.nn.AttentionMask;
import dev.cloze.nn.Pass;
import dev.cloze.nn.Plan;
import dev.cloze.nn.StackInput;
import dev.cloze.plm.Architectures;
import dev.cloze.plm.LanguageModel;
import dev.cloze.plm.LoadOptions;
import dev.cloze.tensor.InScope;
import dev.cloze.tensor.NumberFormat;
import dev.cloze.tensor.Shapes;
import dev.cloze.tensor.Tensor;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(InScope.class)
class MaskedRowsTest {
  private static final Path TINY = Path.of("src/test/resources/golden/openprompt/bert");
  private static final int VOCABULARY = 480;
  private static final int LENGTH = 6;

  @Test
  void scoresTheRightTokensAmongAll() {
    try (LanguageModel model = Architectures.load(TINY, LoadOptions.defaults())) {
      float[] logits = logits(model, new long[] {2, 100, 4, 120, 130, 3, 2, 140, 4, 4, 170, 3});
      MaskedRows masked =
          new MaskedRows(
              new int[][] {{2, 100, 110, 120, 130, 3}, {2, 140, 150, likeliest(logits, 9), 170, 3}},
              3);
      masked.ask(0, 2, 2, 4); // two places of the first row stay free
      masked.ask(1, 0, 2, 4);
      masked.ask(1, 1, 3, 4);
      masked.ask(1, 2, 4, 170);

      Objective.Score score = masked.score(model, Pass.scoring(Plan.EMPTY, NumberFormat.F32));

      double expected =
          (surprise(logits, 2, 110)
                  + surprise(logits, 8, 150)
                  + surprise(logits, 9, likeliest(logits, 9))
                  + surprise(logits, 10, 170))
              / 4;
      assertThat(masked.targets()).isEqualTo(4);
      assertThat(score.loss()).isCloseTo(expected, offset(1e-4));
      assertThat(score.targets()).isEqualTo(4);
      int right = 1;
      right += likeliest(logits, 2) == 110 ? 1 : 0;
      right += likeliest(logits, 8) == 150 ? 1 : 0;
      right += likeliest(logits, 10) == 170 ? 1 : 0;
      assertThat(score.right()).isEqualTo(right);
    }
  }

  @Test
  void addsScoresByTheirTargets() {
    Objective.Score sum = new Objective.Score(2, 1, 10).plus(new Objective.Score(5, 5, 20));

    assertThat(sum).isEqualTo(new Objective.Score(4, 6, 30));
    assertThat(sum.accuracy()).isEqualTo(0.2);
  }

  /** The scores of all tokens at all positions of two rows. */
  private static float[] logits(LanguageModel model, long[] ids) {
    Pass pass = Pass.scoring(Plan.EMPTY, NumberFormat.F32);
    long[] ones = new long[ids.length];
    Arrays.fill(ones, 1);
    StackInput input =
        new StackInput(
            model.embed(pass, Tensor.of(ids, 2, LENGTH)),
            Tensor.of(new long[ids.length], 2, LENGTH),
            AttentionMask.of(2, LENGTH, ones),
            0);
    Tensor hidden = Shapes.reshape(model.encode(pass, input), ids.length, 48);
    return model.logits(pass, hidden).toFloats();
  }

  private static int likeliest(float[] logits, int position) {
    int best = 0;
    for (int i = 0; i < VOCABULARY; i++) {
      best = logits[position * VOCABULARY + i] > logits[position * VOCABULARY + best] ? i : best;
    }
    return best;
  }

  private static double surprise(float[] logits, int position, int token) {
    double sum = 0;
    for (int i = 0; i < VOCABULARY; i++) {
      sum += Math.exp(logits[position * VOCABULARY + i]);
    }
    return Math.log(sum) - logits[position * VOCABULARY + token];
  }
}
