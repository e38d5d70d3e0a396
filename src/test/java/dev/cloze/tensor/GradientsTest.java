package dev.cloze.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(InScope.class)
class GradientsTest {
  @Test
  void recordsOnlyInside() {
    Tensor x = tensor(1, 2).trainable();
    assertThat(Gradients.isRecording()).isFalse();
    Tensor recorded =
        Gradients.recording(
            () -> {
              assertThat(Gradients.isRecording()).isTrue();
              assertThat(Gradients.pausing(() -> Arithmetic.exp(x)).isTrainable()).isFalse();
              assertThat(Gradients.isRecording()).isTrue();
              return Arithmetic.exp(x);
            });
    assertThat(recorded.isTrainable()).isTrue();
    assertThat(Gradients.isRecording()).isFalse();
    assertThat(Arithmetic.exp(x).isTrainable()).isFalse();
  }

  @Test
  void stopsRecordingWhenTheComputationFails() {
    assertThatThrownBy(() -> Gradients.recording(() -> Shapes.reshape(tensor(1, 2), 3)))
        .isInstanceOf(IllegalStateException.class);
    assertThat(Gradients.isRecording()).isFalse();
  }

  @Test
  void aNewThreadDoesNotRecord() throws Exception {
    Tensor x = tensor(1, 2).trainable();
    boolean trainable = onNewThread(() -> Scope.get(() -> Arithmetic.exp(x).isTrainable()));
    assertThat(trainable).isFalse();
    assertThat(onNewThread(Gradients::isRecording)).isFalse();
  }

  @Test
  void oneThreadsRecordingLeavesAnotherAlone() throws Exception {
    CountDownLatch recording = new CountDownLatch(1);
    CountDownLatch looked = new CountDownLatch(1);
    FutureTask<Boolean> recorder =
        new FutureTask<>(
            () ->
                Gradients.recording(
                    () -> {
                      recording.countDown();
                      await(looked);
                      return Gradients.isRecording();
                    }));
    new Thread(recorder).start();
    await(recording);
    assertThat(Gradients.isRecording()).isFalse();
    Gradients.recording(() -> 0);
    looked.countDown();
    assertThat(recorder.get()).isTrue();
  }

  @Test
  void twoThreadsTrainAtOnce() throws Exception {
    Tensor x = tensor(1, 2).trainable();
    Callable<Double> train =
        () -> {
          double sum = 0;
          for (int i = 0; i < 200; i++) {
            sum +=
                Scope.get(
                    () -> {
                      Tensor y =
                          Gradients.recording(() -> Arithmetic.sum(Arithmetic.multiply(x, x)));
                      return Gradients.of(y, List.of(x)).get(0).toDoubles()[1];
                    });
          }
          return sum;
        };
    FutureTask<Double> other = new FutureTask<>(train);
    new Thread(other).start();
    assertThat(train.call()).isEqualTo(800);
    assertThat(other.get()).isEqualTo(800);
  }

  @Test
  void whatTheLossDoesNotDependOnHasZeros() {
    Tensor used = tensor(1, 2).trainable();
    Tensor unused = Tensor.of(new double[] {5, 6, 7}, 1, 3).trainable();
    Tensor loss = Gradients.recording(() -> Arithmetic.sum(Arithmetic.scale(used, 3)));
    List<Tensor> gradients = Gradients.of(loss, List.of(unused, used));
    assertThat(gradients.get(0).toDoubles()).containsExactly(0, 0, 0);
    assertThat(gradients.get(0).shape()).containsExactly(1, 3);
    assertThat(gradients.get(1).toDoubles()).containsExactly(3, 3);
  }

  @Test
  void frozenTensorsAreConstants() {
    Tensor x = tensor(1, 2).trainable();
    Tensor w = tensor(3, 4).trainable();
    assertThat(w.frozen().isTrainable()).isFalse();
    Tensor loss = Gradients.recording(() -> Arithmetic.sum(Arithmetic.multiply(x, w)));
    assertThat(Gradients.of(loss, List.of(x)).get(0).toDoubles()).containsExactly(3, 4);
    Tensor constant =
        Gradients.recording(() -> Arithmetic.sum(Arithmetic.multiply(w, Memory.detach(x))));
    assertThat(constant.isTrainable()).isFalse();
    assertThatThrownBy(() -> Gradients.of(constant, List.of(w)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("does not require grad");
  }

  @Test
  void failsWhenAResultIsMadeTrainable() {
    Tensor x = tensor(1, 2).trainable();
    Tensor y = Gradients.recording(() -> Arithmetic.exp(x));
    assertThatThrownBy(y::frozen).hasMessageContaining("leaf");
  }

  @Test
  void chainingByAnOutputGradientEqualsGoingThroughAtOnce() {
    Tensor x = tensor(0.3, -0.7).trainable();
    Tensor w = tensor(1.5, 2).trainable();
    Tensor whole =
        Gradients.recording(() -> Arithmetic.sum(Arithmetic.exp(Arithmetic.multiply(x, w))));
    List<Tensor> direct = Gradients.of(whole, List.of(x, w));
    Tensor lower = Gradients.recording(() -> Arithmetic.multiply(x, w));
    Tensor cut = Memory.detach(lower).trainable();
    Tensor upper = Gradients.recording(() -> Arithmetic.sum(Arithmetic.exp(cut)));
    Tensor between = Gradients.of(upper, List.of(cut)).get(0);
    List<Tensor> chained = Gradients.of(lower, between, List.of(x, w));
    for (int i = 0; i < 2; i++) {
      assertThat(chained.get(i).toDoubles()).containsExactly(direct.get(i).toDoubles());
    }
  }

  @Test
  void accumulatesAndScalesInPlace() {
    Tensor sum = tensor(1, 2);
    Gradients.accumulate(List.of(sum), List.of(tensor(10, 20)), 0.5);
    assertThat(sum.toDoubles()).containsExactly(6, 12);
    Gradients.scale(List.of(sum), 0.25);
    assertThat(sum.toDoubles()).containsExactly(1.5, 3);
  }

  @Test
  void clipsTheNormOfAllTogether() {
    Tensor a = tensor(3, 0);
    Tensor b = Tensor.of(new double[] {4}, 1, 1);
    assertThat(Gradients.norm(List.of(a, b)).toDoubles()[0]).isEqualTo(5);
    assertThat(Gradients.clip(List.of(a, b), 1).toDoubles()[0]).isEqualTo(5);
    assertThat(a.toDoubles()).containsExactly(new double[] {3 / 5.000001, 0}, within(1e-12));
    assertThat(b.toDoubles()).containsExactly(new double[] {4 / 5.000001}, within(1e-12));
    assertThat(Gradients.clip(List.of(a, b), 2).toDoubles()[0]).isCloseTo(1, within(1e-6));
    assertThat(b.toDoubles()).containsExactly(new double[] {4 / 5.000001}, within(1e-12));
  }

  private static Tensor tensor(double... values) {
    return Tensor.of(values, values.length);
  }

  private static <T> T onNewThread(Callable<T> computation) throws Exception {
    FutureTask<T> task = new FutureTask<>(computation);
    new Thread(task).start();
    return task.get();
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
