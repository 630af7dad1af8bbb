from django.apps import AppConfig


class BenchModelsearchConfig(AppConfig):
    name = "benchmarks.peers.modelsearch"
    label = "bench_modelsearch"
    default_auto_field = "django.db.models.BigAutoField"
