package io.falconflux;

import io.falconflux.collection.FalconCollection;
import io.falconflux.incidents.Behavior;
import io.falconflux.incidents.Incident;
import io.falconflux.incidents.IncidentsCollections.QueryBehaviors;
import io.falconflux.join.Join;
import io.falconflux.query.Fql;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** How behaviors and incidents belong together: a behavior names one incident, or all that it belongs to, or both. */
final class Behaviors {

    private Behaviors() {}

    static Join<Incident, Behavior> ofIncidents(FalconCollection<Behavior> behaviors) {
        return Join.byFilter(
                incident -> List.of(incident.incidentId()), behaviors, Behaviors::naming, Behaviors::incidents);
    }

    /** A service may know either property alone to filter by; both are on its list. */
    private static Fql naming(Collection<String> incidents) {
        return QueryBehaviors.INCIDENT_ID.in(incidents).or(QueryBehaviors.INCIDENT_IDS.in(incidents));
    }

    static Set<String> incidents(Behavior behavior) {
        Set<String> ids = new LinkedHashSet<>(behavior.incidentIds());
        if (behavior.incidentId() != null) {
            ids.add(behavior.incidentId());
        }
        return ids;
    }
}
