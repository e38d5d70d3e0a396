package dev.cloze.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.cloze.base.ClozeException;
import dev.cloze.tensor.Arithmetic;
import dev.cloze.tensor.Optimizer;
import dev.cloze.tensor.Scope;
import dev.cloze.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class OptimizationTest {
  private static final Schedule FLAT = new Schedule(Schedule.Shape.CONSTANT, 0, 100);

  /** A weight of one number; the gradient of {@code product(x)} by it is x. */
  private record Line(Tensor weight, Optimization optimization) {
    Supplier<Tensor> product(double x) {
      return () -> Arithmetic.sum(Arithmetic.scale(weight, x));
    }

    float value() {
      return weight.item();
    }
  }

  private static void withLine(
      double decay, Schedule schedule, Optional<Double> limit, Consumer<Line> test) {
    Scope.run(
        () -> {
          Tensor weight = Tensor.of(new float[] {2}, 1, 1).trainable();
          try (Optimization optimization =
              new Optimization(
                  List.of(group("w", weight, 0.1, decay)),
                  schedule,
                  // beta1 = beta2 = 0 makes AdamW's step rate * sign(gradient): worked by hand
                  new Optimizer.Settings(0, 0, 1e-12, 0),
                  limit)) {
            test.accept(new Line(weight, optimization));
          }
        });
  }

  private static ParameterGroup group(String name, Tensor tensor, double rate, double decay) {
    return new ParameterGroup(
        "model", ImmutableList.of(new NamedTensor(name, tensor)), rate, decay);
  }

  @Test
  void movesByTheRateOfTheSchedule() {
    withLine(
        0,
        new Schedule(Schedule.Shape.LINEAR, 2, 4),
        Optional.empty(),
        line -> {
          line.optimization().step(0, line.product(3)); // 0.1 * 1/2
          assertThat(line.value()).isCloseTo(1.95f, within(1e-6f));
          line.optimization().step(3, line.product(-3)); // 0.1 * (1 - 1/2)
          assertThat(line.value()).isCloseTo(2f, within(1e-6f));
        });
  }

  @Test
  void decaysOneGroupAndNotTheOther() {
    Scope.run(
        () -> {
          Tensor matrix = Tensor.of(new float[] {2}, 1, 1).trainable();
          Tensor bias = Tensor.of(new float[] {2}, 1).trainable();
          ImmutableList<ParameterGroup> groups =
              ParameterGroup.withAndWithoutDecay(
                  "w",
                  List.of(new NamedTensor("matrix", matrix), new NamedTensor("bias", bias)),
                  0.1,
                  0.5);
          try (Optimization optimization =
              new Optimization(groups, FLAT, Optimizer.Settings.defaults(), Optional.empty())) {
            optimization.step(
                0, () -> Arithmetic.scale(Arithmetic.sum(Arithmetic.add(matrix, bias)), 0));
          }
          assertThat(matrix.item()).isCloseTo(2 * (1 - 0.1f * 0.5f), within(1e-6f));
          assertThat(bias.item()).isEqualTo(2);
        });
  }

  @Test
  void averagesTheBatchesOfAStepByTheirShares() {
    // gradients 4 and -2 with shares 1/4 and 3/4: -0.5, so the weight rises
    withLine(
        0,
        FLAT,
        Optional.of(100.0),
        line -> {
          Optimization.StepResult result =
              line.optimization()
                  .stepOf(
                      0,
                      List.of(
                          new Optimization.Batch(0.25, line.product(4)),
                          new Optimization.Batch(0.75, line.product(-2))));
          assertThat(result.gradientNorm()).hasValueSatisfying(n -> assertThat(n).isEqualTo(0.5));
          assertThat(result.loss()).isEqualTo(0.25 * 8 - 0.75 * 4);
          assertThat(line.value()).isCloseTo(2.1f, within(1e-6f));
        });
  }

  @Test
  void clipsToTheLimit() {
    withLine(
        0,
        FLAT,
        Optional.of(1.0),
        line -> {
          Optimization.StepResult result = line.optimization().step(0, line.product(8));
          assertThat(result.gradientNorm()).contains(8.0);
          // the first moment is the clipped gradient, for beta1 is 0
          assertThat(line.optimization().state().get("moment0/w").item())
              .isCloseTo(1f, within(1e-5f));
        });
  }

  @Test
  void refusesALossThatIsNoNumberAndLeavesTheWeights() {
    withLine(
        0,
        FLAT,
        Optional.empty(),
        line -> {
          assertThatThrownBy(() -> line.optimization().step(6, line.product(Double.NaN)))
              .isInstanceOfSatisfying(
                  ClozeException.class, e -> assertThat(e.code()).isEqualTo(TrainError.NOT_FINITE))
              .hasMessageContaining("step 7: the loss is NaN; a smaller learning_rate (now 0.1)");
          assertThat(line.value()).isEqualTo(2);
        });
  }

  @Test
  void namesEachRateThatMayBeTooHigh() {
    Scope.run(
        () -> {
          Tensor rows = Tensor.of(new float[] {2}, 1, 1).trainable();
          Tensor bias = Tensor.of(new float[] {2}, 1).trainable();
          try (Optimization optimization =
              new Optimization(
                  ImmutableList.<ParameterGroup>builder()
                      .addAll(
                          ParameterGroup.withAndWithoutDecay(
                              "soft", List.of(new NamedTensor("rows", rows)), 0.5, 0.1))
                      .addAll(
                          ParameterGroup.withAndWithoutDecay(
                              "verbalizer", List.of(new NamedTensor("bias", bias)), 0.25, 0.1))
                      .build(),
                  FLAT,
                  Optimizer.Settings.defaults(),
                  Optional.empty())) {
            assertThatThrownBy(
                    () ->
                        optimization.step(
                            0,
                            () ->
                                Arithmetic.scale(
                                    Arithmetic.sum(Arithmetic.add(rows, bias)), Double.NaN)))
                .hasMessageContaining(
                    "a smaller soft_learning_rate (now 0.5) or verbalizer_learning_rate (now"
                        + " 0.25)");
          }
        });
  }

  @Test
  void goesOnFromASavedState() {
    float[] unbroken = new float[1];
    Optimizer.Settings settings = Optimizer.Settings.defaults();
    Scope.run(
        () -> {
          Tensor weight = Tensor.of(new float[] {2}, 1, 1).trainable();
          Tensor other = Tensor.of(new float[] {0}, 1, 1).trainable();
          try (Optimization first =
                  new Optimization(
                      List.of(group("w", weight, 0.1, 0.01)), FLAT, settings, Optional.empty());
              Optimization second =
                  new Optimization(
                      List.of(group("w", other, 0.1, 0.01)), FLAT, settings, Optional.empty())) {
            first.step(0, new Line(weight, first).product(3));
            Map<String, Tensor> copy = new LinkedHashMap<>();
            first.state().forEach((name, t) -> copy.put(name, Tensor.of(t.toFloats(), t.shape())));
            first.step(1, new Line(weight, first).product(1));
            unbroken[0] = weight.item();

            second.restore(copy);
            second.step(1, new Line(other, second).product(1));

            assertThat(other.item()).isEqualTo(unbroken[0]);
          }
        });
  }

  @Test
  void refusesAStateOfOtherTensors() {
    withLine(
        0,
        FLAT,
        Optional.empty(),
        line ->
            assertThatThrownBy(() -> line.optimization().restore(ImmutableMap.of()))
                .isInstanceOf(ClozeException.class)
                .hasMessageContaining("the saved state lacks 'parameter/w'"));
  }
}
