package dev.cloze.run;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ListMultimap;
import com.google.common.collect.Maps;
import com.google.common.collect.MultimapBuilder;
import dev.cloze.base.ClozeException;
import dev.cloze.base.Nearest;
import dev.cloze.base.Progress;
import dev.cloze.data.DataError;
import dev.cloze.data.Example;
import dev.cloze.data.ExampleStream;
import dev.cloze.plm.Architectures;
import dev.cloze.plm.LanguageModel;
import dev.cloze.plm.LoadOptions;
import dev.cloze.prompt.Batches;
import dev.cloze.prompt.MaskStates;
import dev.cloze.prompt.PromptModel;
import dev.cloze.template.Template;
import dev.cloze.tensor.Gradients;
import dev.cloze.tensor.Scope;
import dev.cloze.tokenize.EncodedPrompt;
import dev.cloze.tokenize.PretrainedTokenizer;
import dev.cloze.tokenize.PromptTokenizer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Asks a frozen model for facts, as LAMA does (Petroni et al. 2019, "Language Models as Knowledge
 * Bases?", section 4): each fact becomes a cloze question of its relation's template, and the
 * object's rank is counted among the whole vocabulary at the mask. As there, only objects that are
 * one token are asked for; the others are counted as left out.
 */
public final class Probe {
  private static final int TOKENS_AT_ONCE = 2048;

  private final ProbeFile file;
  private final ImmutableMap<String, Template> templates;
  private final ImmutableList<Example> facts;

  private Probe(
      ProbeFile file, ImmutableMap<String, Template> templates, ImmutableList<Example> facts) {
    this.file = file;
    this.templates = templates;
    this.facts = facts;
  }

  /**
   * Reads templates and facts, before the model is loaded.
   *
   * @throws ClozeException {@link RunError#UNFIT_QUESTION}, {@link RunError#UNKNOWN_RELATION}; what
   *     reading templates and data throws
   */
  public static Probe of(ProbeFile file) {
    ImmutableMap<String, Template> templates =
        ImmutableMap.copyOf(Maps.transformValues(file.templates(), Template::parse));
    templates.forEach(Probe::requireOneMask);
    try (ExampleStream stream = ExampleStream.open(file.source(), Optional.empty())) {
      ImmutableList<Example> facts = ImmutableList.copyOf(stream);
      if (facts.isEmpty()) {
        throw new ClozeException(
            DataError.NO_EXAMPLES, "%s: no facts; at least one belongs there", file.facts().path());
      }
      facts.forEach(fact -> requireRelation(fact, templates.keySet(), file));
      file.model().requireFolder();
      return new Probe(file, templates, facts);
    }
  }

  private static void requireOneMask(String relation, Template template) {
    if (template.masks() != 1 || !template.softGroups().isEmpty()) {
      throw new ClozeException(
          RunError.UNFIT_QUESTION,
          "templates.%s: %s; a fact is asked for by one mask and the words around it",
          relation,
          template.masks() != 1
              ? "%d masks were found".formatted(template.masks())
              : "it has soft tokens, which nothing has trained");
    }
  }

  private static void requireRelation(Example fact, Collection<String> known, ProbeFile file) {
    String relation = fact.meta().getOrDefault(ProbeFile.RELATION, "");
    if (!known.contains(relation)) {
      throw new ClozeException(
          RunError.UNKNOWN_RELATION,
          "%s: fact %s has the relation '%s', which has no template; %s",
          file.facts().path(),
          fact.id(),
          relation,
          Nearest.hint(relation, ImmutableList.copyOf(known)));
    }
    if (!fact.fields().containsKey(ProbeFile.OBJECT)) {
      throw new ClozeException(
          RunError.NOTHING_TO_ASK,
          "%s: fact %s has no object; name its column in facts.columns.fields.object",
          file.facts().path(),
          fact.id());
    }
  }

  /**
   * What the model knew of one fact.
   *
   * @param rank the object's place among the vocabulary, from 1
   * @param answer what the model itself would say
   * @param probability of the object, among the whole vocabulary
   */
  public record Answer(
      String relation,
      String subject,
      String object,
      int rank,
      String answer,
      double probability) {}

  /**
   * What it knew of a relation.
   *
   * @param facts how many were asked
   * @param leftOut how many objects are no token of the model
   * @param precisionAt1 the share of facts whose object came first
   * @param precisionAt10 the share whose object was among the first ten
   * @param reciprocalRank the mean of 1 / rank
   */
  public record Relation(
      String name,
      int facts,
      int leftOut,
      double precisionAt1,
      double precisionAt10,
      double reciprocalRank) {
    static Relation of(String name, List<Answer> answers, int leftOut) {
      return new Relation(
          name,
          answers.size(),
          leftOut,
          answers.stream().mapToInt(answer -> answer.rank() == 1 ? 1 : 0).average().orElse(0),
          answers.stream().mapToInt(answer -> answer.rank() <= 10 ? 1 : 0).average().orElse(0),
          answers.stream().mapToDouble(answer -> 1.0 / answer.rank()).average().orElse(0));
    }
  }

  /**
   * All of it.
   *
   * @param relations in the order of the templates
   * @param mean the mean over the relations that were asked, as LAMA reports
   * @param answers fact by fact
   */
  public record Result(
      ImmutableList<Relation> relations, Relation mean, ImmutableList<Answer> answers) {
    static Result of(List<Relation> relations, List<Answer> answers) {
      List<Relation> asked = relations.stream().filter(one -> one.facts() > 0).toList();
      return new Result(
          ImmutableList.copyOf(relations),
          new Relation(
              "mean",
              relations.stream().mapToInt(Relation::facts).sum(),
              relations.stream().mapToInt(Relation::leftOut).sum(),
              asked.stream().mapToDouble(Relation::precisionAt1).average().orElse(0),
              asked.stream().mapToDouble(Relation::precisionAt10).average().orElse(0),
              asked.stream().mapToDouble(Relation::reciprocalRank).average().orElse(0)),
          ImmutableList.copyOf(answers));
    }
  }

  /**
   * Asks.
   *
   * @throws ClozeException {@link RunError#NOTHING_TO_ASK} where no object is one token
   */
  public Result ask(Progress progress) {
    ListMultimap<String, Example> byRelation = MultimapBuilder.hashKeys().arrayListValues().build();
    facts.forEach(fact -> byRelation.put(fact.meta().get(ProbeFile.RELATION), fact));
    try (LanguageModel plm = Architectures.load(file.model().folder(), LoadOptions.defaults());
        PretrainedTokenizer tokenizer = PretrainedTokenizer.load(file.model().folder());
        PromptModel model = new PromptModel(plm);
        Progress.Task task = progress.start("asking", facts.size())) {
      List<Relation> relations = new ArrayList<>();
      List<Answer> answers = new ArrayList<>();
      for (Map.Entry<String, Template> relation : templates.entrySet()) {
        List<Example> own = byRelation.get(relation.getKey());
        List<Example> asked =
            own.stream().filter(fact -> isToken(object(fact), tokenizer)).toList();
        List<Answer> found =
            new Asking(model, tokenizer, prompts(relation.getValue(), tokenizer, plm)).of(asked);
        relations.add(Relation.of(relation.getKey(), found, own.size() - asked.size()));
        answers.addAll(found);
        task.advance(own.size());
      }
      if (answers.isEmpty()) {
        throw new ClozeException(
            RunError.NOTHING_TO_ASK,
            "%s: none of %d objects is one token of this model; a mask holds one",
            file.facts().path(),
            facts.size());
      }
      return Result.of(relations, answers);
    }
  }

  private PromptTokenizer prompts(
      Template template, PretrainedTokenizer tokenizer, LanguageModel plm) {
    int most = Math.min(file.tokens().maxLength(), plm.shape().positions());
    return new PromptTokenizer(
        tokenizer, template, plm.shape().kind(), file.tokens().withMaxLength(most));
  }

  private static boolean isToken(String object, PretrainedTokenizer tokenizer) {
    int[] ids = tokenizer.encode(object);
    return ids.length == 1 && !tokenizer.unknown().equals(OptionalInt.of(ids[0]));
  }

  /** The object as it stands in a text. */
  private static String object(Example fact) {
    return " " + fact.fields().get(ProbeFile.OBJECT);
  }

  /** One relation's questions. */
  private record Asking(PromptModel model, PretrainedTokenizer tokenizer, PromptTokenizer prompts) {
    List<Answer> of(List<Example> asked) {
      List<EncodedPrompt> encoded = prompts.encodeAll(asked);
      Answer[] answers = new Answer[asked.size()];
      for (List<Integer> batch : Batches.byLength(encoded, TOKENS_AT_ONCE)) {
        List<EncodedPrompt> chosen = batch.stream().map(encoded::get).toList();
        float[] logits = // [B·V]
            Gradients.pausing(
                () ->
                    Scope.get(
                        () -> {
                          MaskStates states = model.score(prompts.collate(chosen));
                          return states.logits().toFloats();
                        }));
        int vocabulary = logits.length / batch.size();
        for (int i = 0; i < batch.size(); i++) {
          answers[batch.get(i)] =
              answer(asked.get(batch.get(i)), logits, i * vocabulary, vocabulary);
        }
      }
      return List.of(answers);
    }

    private Answer answer(Example fact, float[] logits, int start, int vocabulary) {
      int object = tokenizer.encode(object(fact))[0];
      int best = 0;
      int above = 0;
      double sum = 0;
      for (int id = 0; id < vocabulary; id++) {
        double difference = (double) logits[start + id] - logits[start + object];
        above += difference > 0 ? 1 : 0;
        sum += Math.exp(difference);
        best = logits[start + id] > logits[start + best] ? id : best;
      }
      return new Answer(
          fact.meta().get(ProbeFile.RELATION),
          fact.fields().get(Example.TEXT_A),
          fact.fields().get(ProbeFile.OBJECT),
          above + 1,
          tokenizer.token(best),
          1 / sum);
    }
  }
}
