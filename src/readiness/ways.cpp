// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "readiness/ways.h"

#include <algorithm>

namespace kommod::readiness {
namespace {

bool contains(const std::vector<std::string>& list, std::string_view value) {
    return std::find(list.begin(), list.end(), value) != list.end();
}

bool covers(const std::vector<std::uint32_t>& services, std::uint32_t service) {
    return std::binary_search(services.begin(), services.end(), service);
}

// Blocks that hold up this criterion of this solution.
std::vector<const BuildingBlock*> holding_up(const Picture& picture, const Criterion& criterion,
                                             const std::vector<std::string>& used) {
    std::vector<const BuildingBlock*> out;
    for (const BuildingBlock& block : picture.blocks)
        if (block.state != BlockState::operation && contains(criterion.blocks, block.id) &&
            contains(used, block.id))
            out.push_back(&block);
    return out;
}

bool works(const Picture& picture, const Solution& solution, const Criterion& criterion) {
    return contains(solution.criteria, criterion.id) &&
           holding_up(picture, criterion, solution.blocks).empty();
}

bool works(const Picture& picture, const Solution& solution, std::string_view criterion) {
    const Criterion* found = picture.model->find(criterion);
    return found != nullptr && works(picture, solution, *found);
}

Way way_of(const Solution& solution) {
    return {solution.id,       solution.title, solution.url,
            solution.provider, solution.from,  solution.example};
}

Obstacle obstacle_at(const Criterion& criterion, Obstacle::Kind kind) {
    Obstacle out;
    out.kind = kind;
    out.criterion = criterion.id;
    out.criterion_name = criterion.name;
    out.criterion_explanation = criterion.explanation;
    return out;
}

class Obstacles {
  public:
    Obstacles(const Picture& picture, std::uint32_t service)
        : picture_(picture), service_(service), standing_(picture.services[service]) {}

    std::vector<Obstacle> all() {
        for (const Criterion* criterion : picture_.model->of(standing_.missing())) {
            preconditions(*criterion);
            solutions_and_blocks(*criterion);
        }
        return std::move(out_);
    }

  private:
    void preconditions(const Criterion& criterion) {
        for (const std::uint32_t index : standing_.preconditions) {
            const Precondition& precondition = picture_.preconditions[index];
            if (!contains(precondition.criteria, criterion.id)) continue;
            Obstacle obstacle = obstacle_at(criterion, Obstacle::Kind::precondition);
            obstacle.id = precondition.id;
            obstacle.title = precondition.title;
            obstacle.owner = precondition.owner;
            obstacle.citation = precondition.citation;
            obstacle.explanation = precondition.explanation;
            obstacle.until = precondition.until;
            obstacle.only_planned = true;
            out_.push_back(std::move(obstacle));
        }
    }

    // What stands against the criterion beside the law: blocks that are not there, or nobody who
    // fulfils it. A live solution that needs nothing more leaves no obstacle.
    void solutions_and_blocks(const Criterion& criterion) {
        bool fulfilled = false;
        std::vector<std::string> used;
        for (const std::uint32_t index : standing_.solutions) {
            const Solution& solution = picture_.solutions[index];
            if (works(picture_, solution, criterion)) return;
            if (!contains(solution.criteria, criterion.id)) continue;
            fulfilled = true;
            used.insert(used.end(), solution.blocks.begin(), solution.blocks.end());
        }
        if (!fulfilled) used = picture_.catalogue->services()[service_].blocks;
        for (const BuildingBlock* block : holding_up(picture_, criterion, used))
            block_missing(criterion, *block);
        if (!fulfilled) no_solution(criterion);
    }

    void block_missing(const Criterion& criterion, const BuildingBlock& block) {
        Obstacle obstacle = obstacle_at(criterion, Obstacle::Kind::block);
        obstacle.id = block.id;
        obstacle.title = block.name;
        obstacle.owner = block.responsible;
        obstacle.explanation = block.note;
        obstacle.until = still_to_come(block.operation_from);
        obstacle.only_planned = block.only_planned;
        out_.push_back(std::move(obstacle));
    }

    void no_solution(const Criterion& criterion) {
        Obstacle obstacle = obstacle_at(criterion, Obstacle::Kind::no_solution);
        for (const Solution& solution : picture_.solutions) {
            const auto from = still_to_come(solution.from);
            if (solution.live || !from || !covers(solution.services, service_)) continue;
            if (!contains(solution.criteria, criterion.id)) continue;
            if (obstacle.until && *obstacle.until <= *from) continue;
            obstacle.until = from;
            obstacle.only_planned = true;
            obstacle.title = solution.title;
            obstacle.owner = solution.provider;
        }
        out_.push_back(std::move(obstacle));
    }

    // A day that has passed without effect is no promise.
    std::optional<LocalDate> still_to_come(const std::optional<LocalDate>& day) const {
        return day && *day > picture_.at.on ? day : std::nullopt;
    }

    const Picture& picture_;
    std::uint32_t service_;
    const ServiceReadiness& standing_;
    std::vector<Obstacle> out_;
};

void sort_ways(Ways& out, const Picture& picture, const ServiceReadiness& standing) {
    for (const std::uint32_t index : standing.solutions) {
        const Solution& solution = picture.solutions[index];
        if (works(picture, solution, "submission"))
            out.online.push_back(way_of(solution));
        else if (works(picture, solution, "form"))
            out.forms.push_back(way_of(solution));
        else if (works(picture, solution, "information"))
            out.information.push_back(way_of(solution));
    }
    // What was made for few services fits better than what was made for all.
    const auto breadth = [&](const Way& way) {
        const auto found =
            std::find_if(picture.solutions.begin(), picture.solutions.end(),
                         [&](const Solution& each) { return each.id == way.solution; });
        return found->services.size();
    };
    for (auto* ways_of_a_kind : {&out.online, &out.forms, &out.information})
        std::stable_sort(ways_of_a_kind->begin(), ways_of_a_kind->end(),
                         [&](const Way& a, const Way& b) { return breadth(a) < breadth(b); });
}

void name_actors(Ways& out) {
    for (const Obstacle& obstacle : out.obstacles)
        if (!contains(out.must_act, obstacle.owner)) out.must_act.push_back(obstacle.owner);
    for (const Obstacle& obstacle : out.obstacles) {
        if (!obstacle.until) {
            out.expected.reset();
            return;
        }
        if (!out.expected || *out.expected < *obstacle.until) out.expected = obstacle.until;
    }
}

// The day from which a criterion has been met by this solution; nothing when it is not recorded.
std::optional<LocalDate> met_since(const Picture& picture, const Solution& solution,
                                   const Criterion& criterion) {
    std::optional<LocalDate> out = solution.from;
    for (const BuildingBlock& block : picture.blocks) {
        if (!contains(criterion.blocks, block.id) || !contains(solution.blocks, block.id)) continue;
        if (out && block.operation_from && *out < *block.operation_from) out = block.operation_from;
    }
    return out;
}

// The day on which the last criterion below the online level was met.
std::optional<LocalDate> reached_on(const Picture& picture, std::uint32_t service) {
    const ServiceReadiness& standing = picture.services[service];
    std::optional<LocalDate> last;
    for (const Criterion* criterion : picture.model->of(standing.required)) {
        if (criterion->cap >= picture.model->online_from) continue;
        std::optional<LocalDate> first;
        for (const std::uint32_t index : standing.solutions) {
            const Solution& solution = picture.solutions[index];
            if (!works(picture, solution, *criterion)) continue;
            const auto since = met_since(picture, solution, *criterion);
            if (since && (!first || *since < *first)) first = since;
        }
        if (first && (!last || *last < *first)) last = first;
        for (const Precondition& precondition : picture.preconditions)
            if (precondition.until && last && *last < *precondition.until &&
                contains(precondition.criteria, criterion->id) &&
                covers(precondition.services, service))
                last = precondition.until;
    }
    return last;
}

}  // namespace

Ways ways(const Picture& picture, std::uint32_t service) {
    const ServiceReadiness& standing = picture.services.at(service);
    Ways out;
    out.level = standing.level;
    out.level_name = picture.model->level_names[static_cast<std::size_t>(standing.level)];
    out.fully_online = standing.level >= picture.model->online_from;
    sort_ways(out, picture, standing);
    out.obstacles = Obstacles(picture, service).all();
    name_actors(out);
    return out;
}

std::vector<OnlineService> online_since(const Picture& picture) {
    std::vector<OnlineService> out;
    for (std::uint32_t i = 0; i < picture.services.size(); ++i) {
        if (picture.services[i].level < picture.model->online_from) continue;
        OnlineService service{i, picture.services[i].level, reached_on(picture, i), {}};
        const Ways found = ways(picture, i);
        const auto link = std::find_if(found.online.begin(), found.online.end(),
                                       [](const Way& way) { return !way.url.empty(); });
        if (link != found.online.end())
            service.way = *link;
        else if (!found.online.empty())
            service.way = found.online.front();
        out.push_back(std::move(service));
    }
    const auto& services = picture.catalogue->services();
    std::stable_sort(out.begin(), out.end(), [&](const OnlineService& a, const OnlineService& b) {
        if (a.since != b.since) return a.since > b.since;
        return services[a.service].name < services[b.service].name;
    });
    return out;
}

}  // namespace kommod::readiness
