package dev.cloze.pretrain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import org.junit.jupiter.api.Test;

class PretrainStateTest {
  @Test
  void weighsRecentLossesMost() {
    PretrainState state = PretrainState.START.after(4).after(2);

    assertThat(state.step()).isEqualTo(2);
    // (0.98 · 4 + 2) / (0.98 + 1)
    assertThat(state.trainLoss()).isCloseTo(5.92 / 1.98, offset(1e-12));
    assertThat(PretrainState.START.trainLoss()).isNaN();
  }

  @Test
  void isReadBackToTheBit() {
    PretrainState state = PretrainState.START.after(Math.PI).after(1.0 / 3).after(1e-9);

    assertThat(PretrainState.of(state.text())).isEqualTo(state);
  }

  @Test
  void goesOnFromTheStepAlone() {
    PretrainState state = PretrainState.of("1200");

    assertThat(state.step()).isEqualTo(1200);
    assertThat(state.after(3).trainLoss()).isEqualTo(3);
  }

  @Test
  void aMeasurementIsReadBackAndOneThatWasCutOffIsNone() {
    Measurement measurement = new Measurement(40, 5120, 2.5, 1.0 / 3, 0.25, 123.5, 7.25);
    Measurement before = new Measurement(0, 0, Double.NaN, 7.5, 0, 0, 0.5);

    assertThat(Measurement.read(measurement.json())).contains(measurement);
    assertThat(Measurement.read(before.json())).contains(before);
    assertThat(before.json()).doesNotContain("train_loss");
    assertThat(Measurement.read(measurement.json().substring(0, 30))).isEmpty();
  }
}
