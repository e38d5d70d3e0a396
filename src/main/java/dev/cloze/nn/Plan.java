package dev.cloze.nn;

import com.google.common.collect.ImmutableMap;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/**
 * Which intervention acts at which site: an immutable value, swapped to attach or detach a delta.
 */
public final class Plan {
  /** The plan of a model as it was pretrained. */
  public static final Plan EMPTY = new Plan(ImmutableMap.of());

  private final ImmutableMap<Site, Intervention> interventions;

  private Plan(ImmutableMap<Site, Intervention> interventions) {
    this.interventions = interventions;
  }

  /** A plan of interventions that each fit the kind of their site. */
  public static Plan of(Map<Site, Intervention> interventions) {
    interventions.forEach(
        (site, intervention) -> {
          if (!kind(site).isInstance(intervention)) {
            throw new IllegalArgumentException(
                "%s takes a %s, not %s"
                    .formatted(site, kind(site).getSimpleName(), intervention.getClass()));
          }
        });
    return new Plan(ImmutableMap.copyOf(interventions));
  }

  private static Class<? extends Intervention> kind(Site site) {
    if (site instanceof Site.Input) {
      return Intervention.OnInput.class;
    } else if (site instanceof Site.Embedding) {
      return Intervention.OnEmbedding.class;
    } else if (site instanceof Site.Linear) {
      return Intervention.OnLinear.class;
    } else if (site instanceof Site.KeyValue) {
      return Intervention.OnKeyValue.class;
    } else if (site instanceof Site.Branch) {
      return Intervention.OnBranch.class;
    } else if (site instanceof Site.LayerOutput) {
      return Intervention.OnLayerOutput.class;
    } else if (site instanceof Site.Head) {
      return Intervention.OnHead.class;
    }
    return Intervention.OnParameter.class;
  }

  /** Whether anything acts at one of these sites. */
  boolean touches(Collection<Site> sites) {
    return !interventions.isEmpty() && sites.stream().anyMatch(interventions::containsKey);
  }

  /** What acts at a site, if anything does. */
  <T extends Intervention> Optional<T> at(Site site, Class<T> kind) {
    return Optional.ofNullable(interventions.get(site)).map(kind::cast);
  }
}
