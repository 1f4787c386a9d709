/** Rules about resources elsewhere that are destroyed. */
import { ASK, defineRule, FIRM } from './define.ts';

export const CLOUD_DESTROY = [
  defineRule('cloud-destroy.resources', 'high', FIRM, {
    reason: 'This destroys resources in the cloud. Show the plan to the person first.',
    doc: 'Deletes or terminates cloud resources.',
    found: [
      'aws --no-cli-pager --profile prod rds delete-db-instance --db-instance-identifier x',
      'terraform plan -destroy -out=p && terraform apply p',
      'TF_CLI_ARGS_apply=-destroy terraform apply',
      'dokku apps:destroy shop --force',
      'ansible-playbook teardown.yml',
      'terraform destroy -auto-approve',
      'aws ec2 terminate-instances --instance-ids i-1',
      'gcloud compute instances delete vm',
    ],
    silent: [
      'terraform plan -destroy',
      'pulumi destroy --preview-only',
      'ansible-playbook site.yml',
      'fly deploy',
      'aws s3 cp a.txt s3://b/delete/a.txt',
      'terraform plan',
      'aws ec2 describe-instances',
    ],
  }),
  defineRule('cloud-destroy.storage', 'high', FIRM, {
    reason: 'This deletes stored objects in the cloud. List them, and ask the person first.',
    doc: 'Deletes buckets and objects.',
    found: [
      'gsutil -m rm -r gs://b',
      'b2 bucket delete acme',
      'aws s3 --profile prod rb s3://b',
      'aws s3 rm s3://b --recursive',
      'gsutil rm -r gs://b',
    ],
    silent: ['gsutil -m cp -r dist gs://b', 'b2 ls acme', 'aws s3 ls', 'aws s3 cp a.txt s3://b/'],
  }),
  defineRule('cloud-destroy.cluster', 'high', ASK, {
    reason: 'This takes things out of a cluster. Ask the person first.',
    doc: 'Deletes from Kubernetes, drains, or scales to nothing.',
    found: [
      'helm -n prod --kube-context c uninstall db',
      'kind delete clusters --all',
      'kubectl delete ns prod',
      'helm uninstall app',
    ],
    silent: [
      'helm -n prod list',
      'kind delete cluster --name test',
      'kubectl delete pod -l app=api',
      'kubectl rollout undo deploy/web',
      'kubectl get pods',
      'kubectl delete pod web-1',
    ],
  }),
  defineRule('cloud-destroy.state', 'high', ASK, {
    reason: 'This changes or deletes the state that infrastructure is managed by. Ask the person first.',
    doc: 'Removes Terraform state or workspaces.',
    found: ['terraform state rm aws_x.y', 'rm terraform.tfstate'],
    silent: ['terraform state list'],
  }),
  defineRule('cloud-destroy.unattended', 'medium', ASK, {
    reason: 'This changes infrastructure without a look at the plan. Run the plan first.',
    doc: 'Applies without asking.',
    found: ['terraform apply -auto-approve'],
    silent: ['terraform apply plan.out'],
  }),
  defineRule('cloud-destroy.volumes', 'high', FIRM, {
    reason: 'This deletes volumes with the data of containers. Leave out the option for volumes.',
    doc: 'Deletes volumes of containers.',
    found: [
      'docker cp empty/. db:/var/lib/postgresql/data',
      'docker compose down -v',
      'docker volume rm data',
      'docker system prune -a --volumes',
    ],
    silent: ['docker cp web:/app/log.txt .', 'docker compose down', 'docker rm -f web'],
  }),
  defineRule('cloud-destroy.containers', 'medium', ASK, {
    reason: 'This removes containers or images of other projects too. Name the ones that should go.',
    doc: 'Removes all containers or images.',
    found: [
      'podman rm -af',
      'docker service scale web=0',
      'docker rm -f $(docker ps -aq)',
      'docker system prune -a',
    ],
    silent: ['podman rm -f web', 'docker rm -f web', 'docker ps -aq'],
  }),
  defineRule('cloud-destroy.api', 'high', ASK, {
    reason: 'This deletes something through the interface of a service. Ask the person first.',
    doc: 'DELETE requests to cloud services.',
    found: ['curl -X DELETE https://api.github.com/repos/o/r'],
    silent: ['curl -X DELETE http://localhost:3000/items/1'],
  }),
] as const;
