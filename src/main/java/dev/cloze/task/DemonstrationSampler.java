package dev.cloze.task;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSortedMap;
import com.google.common.primitives.ImmutableDoubleArray;
import dev.cloze.base.Seeds;
import dev.cloze.data.DemonstrationOptions;
import dev.cloze.data.DemonstrationPool;
import dev.cloze.data.DemonstrationPool.Candidates;
import dev.cloze.data.Example;
import dev.cloze.plm.SentenceEncoder;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Draws the demonstrations that examples are shown with: anew each time while training, as (seed,
 * batch, example) say; for predictions always the same sets, as (seed, text, set) say, wherever the
 * text stands. Safe for many threads.
 */
public final class DemonstrationSampler implements AutoCloseable {
  private static final String TRAINING = "demonstrations";
  private static final String SETS = "demonstration sets";

  private final SampledDemonstrations sampled;
  private final DemonstrationPool pool;
  private final Seeds seeds;
  private final Optional<Nearness> nearness;

  private DemonstrationSampler(
      SampledDemonstrations sampled,
      DemonstrationPool pool,
      Seeds seeds,
      Optional<Nearness> nearness) {
    this.sampled = sampled;
    this.pool = pool;
    this.seeds = seeds;
    this.nearness = nearness;
  }

  /**
   * What tells which texts are near.
   *
   * @param vectors those of the pool's examples, in their order
   * @param known the same by their texts
   */
  private record Nearness(
      SentenceEncoder encoder,
      ImmutableList<ImmutableDoubleArray> vectors,
      ImmutableMap<String, ImmutableDoubleArray> known) {
    static Nearness of(SentenceEncoder encoder, List<Example> examples) {
      ImmutableList<String> texts =
          examples.stream().map(Nearness::text).collect(ImmutableList.toImmutableList());
      ImmutableList<ImmutableDoubleArray> vectors = encoder.encode(texts);
      ImmutableMap.Builder<String, ImmutableDoubleArray> known = ImmutableMap.builder();
      for (int i = 0; i < texts.size(); i++) {
        known.put(texts.get(i), vectors.get(i));
      }
      return new Nearness(encoder, vectors, known.buildKeepingLast());
    }

    private static String text(Example example) {
      return String.join(" ", byName(example).values());
    }

    ImmutableDoubleArray of(Example example) {
      String text = text(example);
      ImmutableDoubleArray vector = known.get(text);
      return vector == null ? encoder.encode(List.of(text)).get(0) : vector;
    }
  }

  /**
   * A sampler; loads the sentence encoder where one is asked for.
   *
   * @param pool made of the examples of {@code sampled}, in their order
   * @throws dev.cloze.base.ClozeException what {@link SentenceEncoder#load} throws
   */
  static DemonstrationSampler of(
      SampledDemonstrations sampled, DemonstrationPool pool, Seeds seeds) {
    Optional<SentenceEncoder> encoder = sampled.options().encoder().map(SentenceEncoder::load);
    try {
      return new DemonstrationSampler(
          sampled, pool, seeds, encoder.map(e -> Nearness.of(e, sampled.examples())));
    } catch (RuntimeException e) {
      encoder.ifPresent(SentenceEncoder::close);
      throw e;
    }
  }

  /** What is drawn from, and how. */
  public SampledDemonstrations sampled() {
    return sampled;
  }

  /** How many sets of demonstrations a prediction is the mean over. */
  public int sets() {
    return sampled.options().sets();
  }

  /** Each example with each of its sets: those of the first example, then those of the second. */
  public ImmutableList<Example> sets(List<Example> examples) {
    return examples.stream()
        .flatMap(example -> drawn(example, sets()).stream())
        .collect(ImmutableList.toImmutableList());
  }

  /** Each example with its first set alone. */
  ImmutableList<Example> first(List<Example> examples) {
    return examples.stream()
        .flatMap(example -> drawn(example, 1).stream())
        .collect(ImmutableList.toImmutableList());
  }

  /**
   * An example with the demonstrations that it is trained on with.
   *
   * @param batch the number of the batch in the whole training
   * @param number that of the example
   */
  public Example anew(long batch, int number, Example example) {
    Seeds own = Seeds.of(seeds.derive(TRAINING, batch));
    return with(candidates(example), example, own.derive("example", number));
  }

  private ImmutableList<Example> drawn(Example example, int count) {
    Candidates candidates = candidates(example);
    Seeds own = Seeds.of(Seeds.of(seeds.derive(SETS)).derive(byName(example).toString()));
    return IntStream.range(0, count)
        .mapToObj(set -> with(candidates, example, own.derive("set", set)))
        .collect(ImmutableList.toImmutableList());
  }

  /** An example's texts, the same in whichever order its columns stand. */
  private static ImmutableSortedMap<String, String> byName(Example example) {
    return ImmutableSortedMap.copyOf(example.fields());
  }

  private Example with(Candidates candidates, Example example, long seed) {
    return example.withDemonstrations(
        candidates.draw(sampled.options().perLabel(), new SplittableRandom(seed)));
  }

  private Candidates candidates(Example example) {
    DemonstrationOptions options = sampled.options();
    return nearness
        .map(
            near ->
                pool.nearest(
                    example, near.of(example), near.vectors(), options.share(), options.perLabel()))
        .orElseGet(() -> pool.candidates(example));
  }

  @Override
  public void close() {
    nearness.ifPresent(near -> near.encoder().close());
  }
}
