package dev.cloze.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableMap;
import dev.cloze.train.EpochResult;
import dev.cloze.train.TrainingOptions.Metric;
import java.util.List;
import org.junit.jupiter.api.Test;

class OnDevTest {
  private static EpochResult.Dev dev(double accuracy, double macroF1, double loss) {
    return new EpochResult.Dev(
        loss, ImmutableMap.of(Metric.ACCURACY, accuracy, Metric.MACRO_F1, macroF1));
  }

  @Test
  void theBestFigureIsTakenWhateverTheLoss() {
    assertThat(
            OnDev.best(
                List.of(dev(0.5, 0.9, 0.1), dev(0.75, 0.2, 3), dev(0.7, 0.3, 0.2)),
                Metric.ACCURACY))
        .isEqualTo(1);
    assertThat(OnDev.best(List.of(dev(0.5, 0.9, 0.1), dev(0.75, 0.2, 3)), Metric.MACRO_F1))
        .isZero();
  }

  @Test
  void equalFiguresAreDecidedByTheLossAndThenByTheOrder() {
    assertThat(
            OnDev.best(
                List.of(dev(0.75, 0, 0.5), dev(0.75, 0, 0.25), dev(0.75, 0, 0.25), dev(0.5, 0, 0)),
                Metric.ACCURACY))
        .isEqualTo(1);
  }
}
