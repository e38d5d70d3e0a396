package dev.cloze.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ScopeTest {
  private int before;

  @BeforeEach
  void count() {
    before = Tensor.liveCount();
  }

  @AfterEach
  void nothingIsLeft() {
    assertThat(Tensor.liveCount()).isEqualTo(before);
  }

  @Test
  void failsWhenNoScopeIsOpen() {
    assertThatThrownBy(() -> one())
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("no scope is open on thread 'main': tensors are made inside Scope.open()");
  }

  @Test
  void closesWhatWasMadeInIt() {
    Scope outer = Scope.open();
    Tensor first = one();
    Scope inner = Scope.open();
    Tensor second = Arithmetic.add(first, first);
    inner.close();
    assertThatThrownBy(second::toFloats).hasMessageContaining("closed");
    assertThat(first.item()).isEqualTo(1);
    outer.close();
    assertThatThrownBy(first::toFloats).hasMessageContaining("closed");
  }

  @Test
  void closesWhenTheComputationFails() {
    assertThatThrownBy(() -> Scope.run(() -> Shapes.reshape(one(), 3)))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> Scope.get(() -> Shapes.reshape(one(), 3)))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void keepsForTheScopeAround() {
    try (Scope outer = Scope.open()) {
      Tensor kept;
      try (Scope inner = Scope.open()) {
        kept = inner.keep(one());
      }
      assertThat(kept.item()).isEqualTo(1);
      assertThat(kept.owner()).isSameAs(outer);
    }
  }

  @Test
  void keepsThroughTheScopeNamedEvenFromInsideAnotherOne() {
    try (Scope outer = Scope.open()) {
      Tensor kept;
      try (Scope middle = Scope.open();
          Scope inner = Scope.open()) {
        assertThat(inner).isNotSameAs(middle);
        kept = middle.keep(one());
      }
      assertThat(kept.item()).isEqualTo(1);
      assertThat(kept.owner()).isSameAs(outer);
    }
  }

  @Test
  void keepsForTheCallerWhereNoScopeIsAround() {
    Tensor kept;
    try (Scope scope = Scope.open()) {
      kept = scope.keep(one());
    }
    assertThat(kept.item()).isEqualTo(1);
    kept.close();
  }

  @Test
  void keepingLeavesAloneWhatOutlivesTheScope() {
    try (Scope outer = Scope.open()) {
      Tensor early = one();
      Tensor free = one().lasting();
      try (Scope inner = Scope.open()) {
        assertThat(inner.keep(early).owner()).isSameAs(outer);
        assertThat(inner.keep(free).owner()).isNull();
      }
      free.close();
    }
  }

  @Test
  void lastingOutlivesEveryScopeWhereverItIsSaid() {
    Tensor lasting;
    try (Scope outer = Scope.open()) {
      assertThat(Scope.current()).isSameAs(outer);
      lasting = one();
      Scope.run(lasting::lasting);
    }
    assertThat(lasting.item()).isEqualTo(1);
    lasting.close();
  }

  @Test
  void failsWhenClosedOutOfOrder() {
    Scope outer = Scope.open();
    Scope inner = Scope.open();
    assertThatThrownBy(outer::close)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("a scope is closed on its own thread, innermost first");
    inner.close();
    outer.close();
    assertThatThrownBy(outer::close).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> outer.keep(null))
        .hasMessage("a scope keeps tensors while it is open, on its own thread");
  }

  @Test
  void failsWhenClosedOnAnotherThread() {
    try (Scope scope = Scope.open()) {
      FutureTask<Void> closing = new FutureTask<>(scope::close, null);
      new Thread(closing).start();
      assertThatThrownBy(closing::get)
          .isInstanceOf(ExecutionException.class)
          .hasRootCauseMessage("a scope is closed on its own thread, innermost first");
    }
  }

  private static Tensor one() {
    return Tensor.of(new float[] {1}, 1);
  }
}
