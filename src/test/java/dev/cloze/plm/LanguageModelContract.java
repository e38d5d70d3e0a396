package dev.cloze.plm;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableMap;
import com.google.common.primitives.ImmutableLongArray;
import dev.cloze.nn.AttentionMask;
import dev.cloze.nn.Intervention;
import dev.cloze.nn.KeyValue;
import dev.cloze.nn.Pass;
import dev.cloze.nn.Plan;
import dev.cloze.nn.Site;
import dev.cloze.nn.StackInput;
import dev.cloze.tensor.Arithmetic;
import dev.cloze.tensor.Indexing;
import dev.cloze.tensor.NumberFormat;
import dev.cloze.tensor.Scope;
import dev.cloze.tensor.Shapes;
import dev.cloze.tensor.Tensor;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/**
 * What every architecture keeps: what is bound at a site and does nothing changes nothing, each
 * site is where it says it is, and padding, batches and threads leave scores as they are.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class LanguageModelContract {
  private static final int LENGTH = 11;
  private static final int BATCH = 8;

  private final Random random = new Random(5);
  private final long[][] texts = new long[BATCH][];
  private LanguageModel model;

  /** The folder of a small model with recorded outputs. */
  abstract String family();

  @BeforeAll
  final void load() {
    model = load(LoadOptions.defaults());
    for (int i = 0; i < BATCH; i++) {
      texts[i] = random.longs(4 + i, 10, model.shape().vocabulary()).toArray();
    }
  }

  @AfterAll
  final void close() {
    model.close();
  }

  final LanguageModel load(LoadOptions options) {
    return Architectures.load(Path.of("src/test/resources/golden/plm", family()), options);
  }

  @TestFactory
  final List<DynamicTest> identityAtAnySiteChangesNothing() {
    float[] plain = scores(Plan.EMPTY, batch(false));
    return model.sites().stream()
        .map(
            site ->
                DynamicTest.dynamicTest(
                    site.toString(),
                    () -> {
                      AtomicInteger calls = new AtomicInteger();
                      Plan plan = Plan.of(ImmutableMap.of(site, nothing(site, calls)));
                      assertThat(scores(plan, batch(false))).satisfies(s -> close(s, plain, 1e-6));
                      assertThat(calls).hasPositiveValue();
                    }))
        .toList();
  }

  @TestFactory
  final List<DynamicTest> whatActsAtASiteIsFelt() {
    float[] plain = scores(Plan.EMPTY, batch(false));
    return model.sites().stream()
        .filter(site -> !isKeyBias(site))
        .map(
            site ->
                DynamicTest.dynamicTest(
                    site.toString(),
                    () -> {
                      Plan plan = Plan.of(ImmutableMap.of(site, shaking(site)));
                      assertThat(largestDifference(scores(plan, batch(false)), plain))
                          .isGreaterThan(1e-5);
                    }))
        .toList();
  }

  @Test
  final void paddingOnEitherSideAndNoiseInItLeaveScoresAsTheyAre() {
    float[] right = scores(Plan.EMPTY, batch(false));
    float[] left = scores(Plan.EMPTY, batch(true));

    close(left, right, 1e-5);
    close(scores(Plan.EMPTY, batch(false)), right, 1e-5);
  }

  @Test
  final void aBatchScoresAsItsExamplesDo() {
    float[] together = scores(Plan.EMPTY, batch(false));

    int vocabulary = model.shape().vocabulary();
    for (int i = 0; i < BATCH; i++) {
      Batch one = Batch.of(new long[][] {texts[i]}, texts[i].length, false, random);
      close(
          scores(Plan.EMPTY, one),
          Arrays.copyOfRange(together, i * vocabulary, (i + 1) * vocabulary),
          1e-5);
    }
  }

  @Test
  final void positionsReadAloneAreThoseOfAll() {
    Site table = model.sites().get(2);
    ImmutableMap<Site, Intervention> below = ImmutableMap.of(table, shaking(table));
    for (boolean left : new boolean[] {false, true}) {
      Batch batch = batch(left);
      for (ImmutableMap<Site, Intervention> bound :
          List.of(ImmutableMap.<Site, Intervention>of(), below)) {
        float[] alone = statesAt(Plan.of(bound), batch);

        close(alone, statesAt(Plan.of(withLastLayerBound(bound)), batch), 1e-5);
      }
    }
  }

  /** What is bound in the last layer makes it compute all positions. */
  private ImmutableMap<Site, Intervention> withLastLayerBound(
      ImmutableMap<Site, Intervention> bound) {
    Site last =
        model.sites().stream()
            .filter(Site.LayerOutput.class::isInstance)
            .reduce((first, second) -> second)
            .orElseThrow();
    return ImmutableMap.<Site, Intervention>builder()
        .putAll(bound)
        .put(last, nothing(last, new AtomicInteger()))
        .buildOrThrow();
  }

  /** The states at the last two tokens of each text: [2B,H]. */
  private float[] statesAt(Plan plan, Batch batch) {
    ImmutableLongArray positions =
        ImmutableLongArray.copyOf(
            Arrays.stream(batch.last)
                .map(last -> last % batch.length)
                .flatMap(last -> LongStream.of(last - 1, last)));
    return Scope.get(
        () -> {
          Pass pass = Pass.scoring(plan, NumberFormat.F32);
          Tensor states = model.encodeAt(pass, input(model, pass, batch), positions);
          assertThat(states.shape()).containsExactly(positions.length(), model.shape().hidden());
          return states.toFloats();
        });
  }

  @Test
  final void bfloat16StaysNearSinglePrecision() {
    float[] single = scores(Plan.EMPTY, batch(false));
    try (LanguageModel half = load(LoadOptions.frozen(NumberFormat.BF16))) {
      float[] scores = scores(half, Plan.EMPTY, batch(false), NumberFormat.BF16);

      close(scores, single, 0.05);
    }
  }

  @Test
  final void everyParameterIsListedOnce() {
    List<Site> sites = model.sites();

    assertThat(sites).doesNotHaveDuplicates();
    assertThat(model.parameters().stream().flatMap(p -> p.sources().stream()).map(s -> s.path()))
        .doesNotHaveDuplicates()
        .isNotEmpty();
  }

  private static final class Batch {
    private final long[] ids;
    private final long[] ones;
    private final long[] last;
    private final int length;

    private Batch(long[] ids, long[] ones, long[] last, int length) {
      this.ids = ids;
      this.ones = ones;
      this.last = last;
      this.length = length;
    }

    /** Pads with tokens of any number: what stands in the filling must not matter. */
    static Batch of(long[][] texts, int length, boolean left, Random random) {
      long[] ids = random.longs((long) texts.length * length, 10, 400).toArray();
      long[] ones = new long[ids.length];
      long[] last = new long[texts.length];
      for (int row = 0; row < texts.length; row++) {
        int start = row * length + (left ? length - texts[row].length : 0);
        System.arraycopy(texts[row], 0, ids, start, texts[row].length);
        Arrays.fill(ones, start, start + texts[row].length, 1);
        last[row] = start + texts[row].length - 1L;
      }
      return new Batch(ids, ones, last, length);
    }
  }

  private Batch batch(boolean left) {
    return Batch.of(texts, LENGTH, left, random);
  }

  private float[] scores(Plan plan, Batch batch) {
    return scores(model, plan, batch, NumberFormat.F32);
  }

  /** The scores of all tokens at the last token of each text: [B,V]. */
  private static float[] scores(LanguageModel model, Plan plan, Batch batch, NumberFormat format) {
    return Scope.get(
        () -> {
          Pass pass = Pass.scoring(plan, format);
          Tensor hidden = model.encode(pass, input(model, pass, batch));
          Tensor flat = Shapes.reshape(hidden, -1, model.shape().hidden());
          Tensor read = Indexing.select(flat, 0, Tensor.of(batch.last, batch.last.length));
          return model.logits(pass, read).toFloats();
        });
  }

  private static StackInput input(LanguageModel model, Pass pass, Batch batch) {
    int rows = batch.last.length;
    return new StackInput(
        model.embed(pass, Tensor.of(batch.ids, rows, batch.length)),
        Tensor.zeros(NumberFormat.I64, rows, batch.length),
        AttentionMask.of(rows, batch.length, batch.ones),
        0);
  }

  private static void close(float[] ours, float[] theirs, double tolerance) {
    assertThat(largestDifference(ours, theirs)).isLessThanOrEqualTo(tolerance);
  }

  private static double largestDifference(float[] ours, float[] theirs) {
    assertThat(ours).hasSameSizeAs(theirs);
    double largest = 0;
    double scale = 1;
    for (int i = 0; i < ours.length; i++) {
      assertThat(ours[i]).isFinite();
      largest = Math.max(largest, Math.abs(ours[i] - theirs[i]));
      scale = Math.max(scale, Math.abs(theirs[i]));
    }
    return largest / scale;
  }

  /**
   * The same constant on every key moves every score of a query alike: softmax does not feel it.
   */
  private static boolean isKeyBias(Site site) {
    return site instanceof Site.Parameter && site.path().endsWith("key.bias");
  }

  private static Intervention nothing(Site site, AtomicInteger calls) {
    return acting(
        site,
        x -> {
          calls.incrementAndGet();
          return x;
        });
  }

  /** Adds to each number a part of its neighbour: nothing that a norm or a softmax takes away. */
  private static Intervention shaking(Site site) {
    return acting(
        site,
        x -> {
          int last = (int) x.size(-1);
          Tensor turned =
              Shapes.join(
                  List.of(Shapes.narrow(x, -1, 1, last - 1L), Shapes.narrow(x, -1, 0, 1)), -1);
          return Arithmetic.add(x, Arithmetic.shift(Arithmetic.scale(turned, 0.5), 0.1));
        });
  }

  private static Intervention acting(Site site, java.util.function.UnaryOperator<Tensor> change) {
    if (site instanceof Site.Input) {
      return (Intervention.OnInput)
          (s, input, pass) ->
              new StackInput(
                  change.apply(sized(input.embeddings(), -1, s.hidden())),
                  input.tokenTypes(),
                  input.mask(),
                  input.leading());
    } else if (site instanceof Site.Embedding) {
      return (Intervention.OnEmbedding)
          (s, ids, rows, pass) -> change.apply(sized(rows, -1, s.size()));
    } else if (site instanceof Site.Linear) {
      return new Intervention.OnLinear() {
        @Override
        public Tensor output(
            Site.Linear s, Tensor input, Tensor output, dev.cloze.nn.Weight weight, Pass pass) {
          sized(input, -1, s.in());
          assertThat(weight.value(pass).shape()).containsExactly(s.out(), s.in());
          return change.apply(sized(output, -1, s.out()));
        }
      };
    } else if (site instanceof Site.KeyValue) {
      return (Intervention.OnKeyValue)
          (s, own, pass) -> {
            sized(sized(own.keys(), 1, s.heads()), 3, s.headSize());
            return new KeyValue(
                change.apply(own.keys()), change.apply(own.values()), own.mask(), own.causal());
          };
    } else if (site instanceof Site.Branch) {
      return (Intervention.OnBranch)
          (s, input, output, residual, norm, pass) -> change.apply(sized(output, -1, s.hidden()));
    } else if (site instanceof Site.LayerOutput) {
      return (Intervention.OnLayerOutput)
          (s, hidden, pass) -> change.apply(sized(hidden, -1, s.hidden()));
    } else if (site instanceof Site.Head) {
      return (Intervention.OnHead) (s, hidden, pass) -> change.apply(sized(hidden, -1, s.hidden()));
    }
    return (Intervention.OnParameter) (s, value, pass) -> change.apply(value);
  }

  private static Tensor sized(Tensor x, int axis, long size) {
    assertThat(x.size(axis)).isEqualTo(size);
    return x;
  }
}
